import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Followed, follow, silenceRealtimeClients, type Watchable } from './followed.ts'
import { openTarget, type ServerDatabase, type Target } from './target.ts'

/** What the tests use of the database of every SDK that watches. */
interface WatchingDatabase {
  command: { gt(value: unknown): unknown; in(values: unknown[]): unknown; or(conditions: object[]): object }
  RegExp(expression: { regexp: string; options?: string }): unknown
  serverDate(options?: { offset: number }): unknown
  collection(name: string): WatchableQuery & { doc(id: string): Watchable }
}
interface WatchableQuery extends Watchable {
  where(condition: object): WatchableQuery
  orderBy(field: string, direction: string): WatchableQuery
  limit(count: number): WatchableQuery
}

let target: Target
let server: ServerDatabase
const followed: Followed[] = []
const COLLECTION = 'webNews'

beforeAll(async () => {
  silenceRealtimeClients()
  // Node 20 has no WebSocket of its own; where it is missing, the program has to bring one.
  Object.assign(globalThis, { WebSocket })
  target = await openTarget()
  server = target.serverApp().database()
})
beforeEach(() => target.collection(COLLECTION))
afterEach(async () => {
  for (const watch of followed.splice(0)) await watch.close()
})
afterAll(() => target.close())

const sdks: { sdk: string; open: () => Promise<WatchingDatabase> }[] = [
  { sdk: '@cloudbase/node-sdk', open: async () => server as unknown as WatchingDatabase },
  {
    sdk: 'tcb-js-sdk',
    async open() {
      const { auth, database } = target.webApp()
      await auth.signInAnonymously()
      return database as unknown as WatchingDatabase
    },
  },
]

/** Watches, and waits for the first snapshot. */
async function started(query: Watchable): Promise<Followed> {
  const watch = follow(query)
  followed.push(watch)
  await expect.poll(() => watch.snapshots.length, { timeout: 5_000 }).toBe(1)
  return watch
}
const events = (watch: Followed) => expect.poll(() => watch.events(), { timeout: 5_000 })
const written = () => server.collection(COLLECTION)

describe.each(sdks)('a watch through $sdk', ({ sdk, open }) => {
  let db: WatchingDatabase
  let keeper: Followed
  beforeAll(async () => {
    db = await open()
    // Without any watch the SDK ends its connection, and takes itself for logged in on the next one for a moment.
    keeper = follow(db.collection(COLLECTION).where({ kept: true }))
  })
  afterAll(() => keeper.close())
  const watched = () => db.collection(COLLECTION)

  test('begins with every match, more than a query answers, then tells what enters, changes and leaves', async () => {
    await written().add(Array.from({ length: 150 }, (_unused, n) => ({ _id: `o${n}`, open: true, n })))
    const watch = await started(watched().where({ open: true }))
    expect(watch.snapshots[0]!.docs).toHaveLength(150)
    expect(watch.snapshots[0]!.docChanges[0]).toMatchObject({ dataType: 'init', queueType: 'init' })
    await written().add({ _id: 'new', open: true })
    await written().add({ _id: 'shut', open: false })
    await written().doc('o1').update({ 'at.table': 7, n: server.command.remove() })
    await written().doc('o2').update({ open: false })
    await written().doc('shut').update({ open: true })
    await written().doc('o3').remove()
    await written().doc('o4').set({ open: true })
    await written().doc('o5').set({ open: false })
    await written().doc('o2').set({ open: true })
    await events(watch).toEqual([
      ['add/enqueue new'],
      ['update/update o1'],
      ['update/dequeue o2'],
      ['update/enqueue shut'],
      ['remove/dequeue o3'],
      ['replace/update o4'],
      ['replace/dequeue o5'],
      ['replace/enqueue o2'],
    ])
    const docs = watch.docs()!
    expect(Object.keys(docs)).toHaveLength(150)
    expect(docs).toMatchObject({ new: { open: true }, o1: { at: { table: 7 } }, o2: { open: true } })
    expect([docs.o1, docs.o4]).not.toContainEqual(expect.objectContaining({ n: expect.anything() }))
    expect(watch.snapshots[2]!.docChanges[0]).toMatchObject({
      updatedFields: { at: { table: 7 } },
      removedFields: ['n'],
    })
    expect(watch.snapshots.map(({ id }) => id - watch.snapshots[0]!.id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(watch.errors).toEqual([])
  })

  test('understands dates, expressions, commands and the time of the server in a condition', async () => {
    const now = Date.now()
    await written().add([
      { _id: 'late', at: new Date(now + 3_600_000), name: 'Noodles' },
      { _id: 'early', at: new Date(now - 3_600_000), name: 'noodle soup' },
      { _id: 'rice', at: new Date(1000), name: 'rice', tags: ['x', 'y'] },
    ])
    const found = async (condition: object) => Object.keys((await started(watched().where(condition))).docs() ?? {})
    expect(await found({ at: new Date(1000) })).toEqual(['rice'])
    expect(await found({ at: db.command.gt(db.serverDate()) })).toEqual(['late'])
    expect(await found({ at: db.command.gt(db.serverDate({ offset: -7_200_000 })) })).toEqual(['late', 'early'])
    expect(await found({ name: db.RegExp({ regexp: '^noodle', options: 'i' }) })).toEqual(['late', 'early'])
    expect(await found(db.command.or([{ name: 'rice' }, { _id: db.command.in(['late']) }]))).toEqual(['late', 'rice'])
    expect(await found({ tags: 'y' })).toEqual(['rice'])
  })

  test('of one document shows it come and go, with dates as {"$date": ms}', async () => {
    const watch = await started(watched().doc('a'))
    expect(watch.docs()).toEqual({})
    await written().add({ _id: 'a', at: new Date(5) })
    await written().add({ _id: 'b' })
    await events(watch).toEqual([['add/enqueue a']])
    expect(watch.docs()).toEqual({ a: { _id: 'a', at: { $date: 5 } } })
    await written()
      .doc('a')
      .update({ at: new Date(6) })
    await written().doc('a').remove()
    await events(watch).toEqual([['add/enqueue a'], ['update/update a'], ['remove/dequeue a']])
  })

  test('a transaction is one snapshot', async () => {
    await written().add([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 1 },
    ])
    const watch = await started(watched())
    await server.runTransaction(async (transaction: typeof server) => {
      await transaction.collection(COLLECTION).add({ _id: 'c', n: 0 })
      await transaction
        .collection(COLLECTION)
        .doc('a')
        .update({ n: server.command.inc(-1) })
      await transaction.collection(COLLECTION).doc('b').remove()
    })
    await expect.poll(() => watch.snapshots.length, { timeout: 5_000 }).toBe(2)
    expect(watch.events()[0]!.sort()).toEqual(['add/enqueue c', 'remove/dequeue b', 'update/update a'])
    expect(watch.docs()).toEqual({ a: { _id: 'a', n: 0 }, c: { _id: 'c', n: 0 } })
  })

  test('one that is closed hears no more', async () => {
    const closed = await started(watched().where({ n: 1 }))
    const watch = await started(watched())
    await closed.close()
    await written().add({ _id: 'a', n: 1 })
    await events(watch).toEqual([['add/enqueue a']])
    expect(closed.events()).toEqual([])
  })

  if (sdk === 'tcb-js-sdk') {
    test('of the first few in an order lets others in and out as they move', async () => {
      await written().add(['a', 'b', 'c', 'd'].map((_id, n) => ({ _id, n })))
      const watch = await started(watched().orderBy('n', 'desc').limit(2))
      expect(watch.snapshots[0]!.docs.map(({ _id }) => _id)).toEqual(['d', 'c'])
      await written().add({ _id: 'e', n: 9 })
      await written().doc('d').remove()
      await written().doc('a').update({ n: 8 })
      await written().doc('e').update({ n: -1 })
      await expect.poll(() => watch.snapshots.length, { timeout: 5_000 }).toBe(5)
      expect(watch.events().map((group) => group.sort())).toEqual([
        ['add/enqueue e', 'limit/dequeue c'],
        ['limit/enqueue c', 'remove/dequeue d'],
        ['limit/dequeue c', 'update/enqueue a'],
        ['limit/enqueue c', 'update/dequeue e'],
      ])
      expect(watch.docs()).toEqual({ a: { _id: 'a', n: 8 }, c: { _id: 'c', n: 2 } })
    })
  } else {
    test('of an ordered query cannot begin: database 1.4.3 calls a method of arrays on its order', () => {
      expect(() => follow(watched().where({}).orderBy('n', 'desc'))).toThrow(TypeError)
    })
  }
})
