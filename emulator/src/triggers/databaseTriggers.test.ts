import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { control, startShop } from '../../fixtures/shop.ts'
import { Clock, stillMachine } from '../clock.ts'
import type { FunctionCall } from '../functions/invocation.ts'
import type { Change, Cloud } from '../index.ts'
import type { TriggerFrequency } from '../project/project.ts'
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
    const { tell, starts, lines, stop, clock } = bareTriggers()
    for (let id = 0; id < 250; id += 1) tell(paidOrder(String(id)))
    expect([starts.length, lines.length]).toEqual([200, 50])
    expect(lines[0]).toContain('more than 200 triggers')
    clock.advance(1000)
    tell(paidOrder('next second'))
    expect(starts).toHaveLength(201)
    stop()
  })

  it('is stopped when its function writes the document that started it without end, and starts again after a rest', () => {
    const { tell, starts, lines, stop, clock } = bareTriggers()
    for (let turn = 0; turn < 120; turn += 1) tell(paidOrder('looping'))
    tell(paidOrder('another'))
    expect([starts.length, lines.length]).toEqual([101, 20])
    expect(lines[0]).toContain('it looks like a loop')
    clock.advance(10_000)
    tell(paidOrder('looping'))
    expect(starts).toHaveLength(101)
    clock.advance(20_000)
    tell(paidOrder('looping'))
    expect(starts).toHaveLength(102)
    stop()
  })

  it('starts once, or once in its interval, as its frequency says, also after a restart', () => {
    const kept = new Map<string, unknown>()
    const rest = bareTriggers({ frequency: { everySeconds: 60 }, kept })
    rest.tell(paidOrder('1'))
    rest.clock.advance(50_000)
    rest.tell(paidOrder('2'))
    rest.clock.advance(10_000)
    rest.tell(paidOrder('3'))
    expect(rest.starts).toEqual(['1', '3'])
    rest.stop()
    const restarted = bareTriggers({ frequency: { everySeconds: 60 }, kept, now: rest.clock.now() + 1000 })
    restarted.tell(paidOrder('4'))
    expect(restarted.starts).toEqual([])
    restarted.stop()
    const once = bareTriggers({ frequency: 'once' })
    once.tell(paidOrder('1'))
    once.clock.advance(365 * 86_400_000)
    once.tell(paidOrder('2'))
    expect(once.starts).toEqual(['1'])
    once.stop()
  })

  it('is not started by a transaction that was taken back', async () => {
    const transaction = cloud.database.begin()
    await cloud.database.insert('orders', [{ _id: '1', status: 'paid', total: { fen: 300 } }], transaction)
    await cloud.database.abort(transaction)
    expect(await events()).toEqual([])
  })
})

const paidOrder = (id: string): Change => ({
  collection: 'orders',
  kind: 'insert',
  id,
  doc: { _id: id, status: 'paid', total: { fen: 300 } },
  commit: 1,
  ordinal: 0,
})

interface Bare {
  frequency?: TriggerFrequency
  kept?: Map<string, unknown>
  now?: number
}

/** The shop's trigger on a clock that stands still, without a database or functions. */
function bareTriggers({ frequency = 'always', kept = new Map(), now = Date.UTC(2026, 10, 23) }: Bare = {}) {
  let tell: (change: Change) => void = () => {}
  const database = {
    onChange: (listener: typeof tell) => {
      tell = listener
      return () => {}
    },
    systemAll: () => Array.from(kept, ([key, value]) => ({ key, value })),
    systemPut: async (_space: string, key: string, value: unknown) => void kept.set(key, value),
  }
  const starts: string[] = []
  const call = async ({ event }: FunctionCall) => {
    starts.push((event as { data: { docId: string } }).data.docId)
    return 'null'
  }
  const lines: string[] = []
  const clock = new Clock(new Date(now).toISOString(), stillMachine)
  const courier = new Courier(new Trouble(clock), clock)
  const { project } = cloud.parts
  const declared = { ...project, databaseTriggers: project.databaseTriggers.map((one) => ({ ...one, frequency })) }
  const triggers = new DatabaseTriggers(declared, { call }, clock, courier, database, (line) => lines.push(line))
  return { tell: (change: Change) => tell(change), starts, lines, clock, stop: () => triggers.stop() }
}
