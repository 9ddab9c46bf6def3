import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { control, startShop } from '../../fixtures/shop.ts'
import type { Change, Cloud } from '../index.ts'
import { Courier } from '../trouble/courier.ts'
import { Trouble } from '../trouble/trouble.ts'
import { DatabaseTriggers } from './databaseTriggers.ts'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startShop()
})
afterEach(async () => {
  await control(cloud, '/triggers', { mode: 'deliver' })
  await cloud.database.remove('orders', {}, { multi: true })
  await cloud.idle()
  await cloud.database.remove('seen', {}, { multi: true })
})
afterAll(() => cloud.stop())

const events = async () => {
  await cloud.idle()
  const docs = await cloud.database.find('seen', { kind: 'change' })
  return docs.map((doc) => ({ ...JSON.parse(String(doc.text)), caller: [doc.openid, doc.source] }))
}
const place = (_id: string, fen: number, status = 'placed') =>
  cloud.database.insert('orders', [{ _id, status, total: { fen }, placedAt: new Date(0) }])
const pay = (_id: string) => cloud.database.update('orders', { _id }, { $set: { status: 'paid' } }, { multi: false })

describe('a database trigger', () => {
  it('starts its function with a CloudEvent when the document after the change meets the condition', async () => {
    await place('1', 300)
    await pay('1')
    expect(await events()).toMatchObject([
      {
        specversion: '1.0',
        id: expect.stringMatching(/\.1$/),
        source: 'tcb/database.ap-shanghai.local.orders',
        type: 'com.tcb.database.update',
        subject: 'orderPaid.1',
        data: {
          docId: '1',
          doc: { _id: '1', status: 'paid', total: { fen: 300 } },
          dataType: 'update',
          updatedFields: { status: 'paid' },
          RemovedFields: null,
        },
        caller: [null, 'wx_trigger'],
      },
    ])
  })

  it('is not started by a change that misses the condition', async () => {
    await place('1', 100, 'paid')
    await place('2', 300)
    expect(await events()).toEqual([])
  })

  it('sees inserts, and the document before a delete', async () => {
    await place('1', 300, 'paid')
    await cloud.database.remove('orders', { _id: '1' }, { multi: false })
    const seen = await events()
    expect(seen.map((event) => event.data.dataType).sort()).toEqual(['delete', 'insert'])
    expect(seen.every((event) => event.data.doc.total.fen === 300)).toBe(true)
  })

  it('can be lost, and can come twice', async () => {
    await control(cloud, '/triggers', { mode: 'drop' })
    await place('1', 300, 'paid')
    expect(await events()).toHaveLength(0)
    await control(cloud, '/triggers', { mode: 'repeat' })
    await place('2', 300, 'paid')
    expect(await events()).toHaveLength(2)
  })

  it('is discarded when its data is larger than the service takes', async () => {
    const note = 'x'.repeat(260 * 1024)
    await cloud.database.insert('orders', [{ _id: '1', status: 'paid', total: { fen: 300 }, note }])
    expect(await events()).toEqual([])
  })

  it('is discarded beyond 200 in a second', () => {
    let tell: (change: Change) => void = () => {}
    const onChange = (listener: typeof tell) => {
      tell = listener
      return () => {}
    }
    let started = 0
    const call = async () => {
      started += 1
      return 'null'
    }
    const lines: string[] = []
    const log = (line: string) => lines.push(line)
    const courier = new Courier(new Trouble(cloud.clock), cloud.clock)
    const triggers = new DatabaseTriggers(cloud.parts.project, { call }, cloud.clock, courier, { onChange }, log)
    const doc = { _id: '1', status: 'paid', total: { fen: 300 } }
    const change = { collection: 'orders', kind: 'insert', id: '1', doc, commit: 1 } as const
    // More than two seconds' worth, should the second end meanwhile.
    for (let count = 0; count < 450; count += 1) tell({ ...change, ordinal: count })
    expect(started + lines.length).toBe(450)
    expect(lines.length).toBeGreaterThanOrEqual(50)
    expect(lines[0]).toContain('more than 200 triggers')
    triggers.stop()
  })

  it('is not started by a transaction that was taken back', async () => {
    const transaction = cloud.database.begin()
    await cloud.database.insert('orders', [{ _id: '1', status: 'paid', total: { fen: 300 } }], transaction)
    await cloud.database.abort(transaction)
    expect(await events()).toEqual([])
  })
})
