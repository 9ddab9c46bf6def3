import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isReal, openTarget, type ServerDatabase, type Target } from './target.ts'

/** What the function `recordChange` was started with. */
interface Change {
  type: string
  subject: string
  data: { docId: string; doc: object; dataType: string; updatedFields: unknown; RemovedFields: unknown }
  [attribute: string]: unknown
}

const PATIENCE = { timeout: 10_000, interval: 20 }

let target: Target
let db: ServerDatabase
beforeAll(async () => {
  target = await openTarget()
  db = target.serverApp().database()
})
beforeEach(async () => {
  for (const name of ['parcels', 'changes', 'counters']) await target.collection(name)
})
afterAll(() => target.close())

const parcels = () => db.collection('parcels')
/** What is recorded of the documents; the emptying of the collection before a test starts the function too. */
async function recordedOf(...ids: string[]) {
  const { data } = (await db.collection('changes').get()) as { data: { text: string; openid: unknown }[] }
  const changes = data.map(({ text, openid }) => ({ event: JSON.parse(text) as Change, openid }))
  return changes.filter(({ event }) => ids.includes(event.data.docId))
}
/** The records of one document, once there are as many as expected. */
async function changesOf(docId: string, count: number) {
  await expect.poll(async () => (await recordedOf(docId)).length, PATIENCE).toBe(count)
  return recordedOf(docId)
}

describe('a database trigger on documents of a weight of 10 or more', () => {
  it('starts its function on behalf of nobody with a CloudEvent that tells of an insert', async () => {
    await parcels().add({ _id: 'a', weight: 10, to: { city: '成都' } })
    const [change] = await changesOf('a', 1)
    expect(change).toEqual({
      openid: null,
      event: {
        specversion: '1.0',
        id: expect.stringMatching(/.\.a$/),
        source: expect.stringMatching(new RegExp(`^tcb/database\\.[a-z-]+\\.${target.envId}\\.parcels$`)),
        type: 'com.tcb.database.insert',
        subject: expect.stringMatching(/.\.a$/),
        datacontenttype: 'application/json',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        data: {
          docId: 'a',
          doc: { _id: 'a', weight: 10, to: { city: '成都' } },
          dataType: 'insert',
          updatedFields: null,
          RemovedFields: null,
        },
      },
    })
  })

  it('tells of an update which fields it set and removed, with the document afterwards', async () => {
    await parcels().add({ _id: 'b', weight: 1, note: 'x', to: { city: '成都' } })
    await parcels()
      .doc('b')
      .update({ weight: 11, to: { city: '北京' }, note: db.command.remove() })
    const [change] = await changesOf('b', 1)
    expect(change?.event).toMatchObject({ type: 'com.tcb.database.update' })
    expect(change?.event.data).toEqual({
      docId: 'b',
      doc: { _id: 'b', weight: 11, to: { city: '北京' } },
      dataType: 'update',
      updatedFields: { weight: 11, 'to.city': '北京' },
      RemovedFields: ['note'],
    })
  })

  it('tells of a removal with the document as it was', async () => {
    await parcels().add({ _id: 'c', weight: 12 })
    await changesOf('c', 1)
    await parcels().doc('c').remove()
    const changes = (await changesOf('c', 2)).map(({ event }) => event)
    const removal = changes.find(({ type }) => type === 'com.tcb.database.delete')
    expect(removal?.data).toMatchObject({ dataType: 'delete', doc: { _id: 'c', weight: 12 } })
  })

  it('is not started by documents that miss the condition, before or after', async () => {
    await parcels().add([{ _id: 'light', weight: 9.9 }, { _id: 'text', weight: '10' }, { _id: 'none' }])
    await parcels().add({ _id: 'lightened', weight: 20 })
    await changesOf('lightened', 1)
    await parcels().doc('lightened').update({ weight: 2 })
    await parcels().doc('light').remove()
    for (const _id of ['first', 'second']) {
      await parcels().add({ _id, weight: 10 })
      await changesOf(_id, 1)
    }
    expect(await recordedOf('light', 'text', 'none')).toEqual([])
    expect(await recordedOf('lightened')).toHaveLength(1)
  })

  it('is not started by what a transaction took back', async () => {
    const transaction = await db.startTransaction()
    await transaction.collection('parcels').add({ _id: 'undone', weight: 10 })
    await transaction.rollback()
    await parcels().add({ _id: 'done', weight: 10 })
    await changesOf('done', 1)
    expect(await recordedOf('undone')).toEqual([])
  })
})

// There a loop would go on and cost money: no page promises that it ends.
describe.skipIf(isReal)('a function that writes the document which started it', () => {
  it('does not loop for ever', async () => {
    const counters = db.collection('counters')
    const countOf = async (id: string) => ((await counters.doc(id).get()).data as { n: number }[])[0]?.n ?? 0
    const turns = async (id: string) => {
      await counters.add({ _id: id, n: 0 })
      await counters.doc(id).update({ n: db.command.inc(1) })
      await expect.poll(() => countOf(id), PATIENCE).toBeGreaterThan(100)
    }
    await turns('a')
    // In the time of this one the first would have gone on.
    await turns('b')
    expect(await countOf('a')).toBe(101)
  })
})
