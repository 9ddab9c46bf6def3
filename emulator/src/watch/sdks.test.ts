import cloudbase from '@cloudbase/node-sdk'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type Followed, follow, silenceRealtimeClients, type Watchable } from '../../conformance/followed.ts'
import { webProject } from '../../fixtures/webProject.ts'
import { openWebUser } from '../../fixtures/webUser.ts'
import type { Cloud } from '../index.ts'

/** What the tests use of every SDK's database. */
interface SdkDatabase {
  command: {
    gt(value: unknown): unknown
    gte(value: unknown): unknown
    in(values: unknown[]): unknown
    or(conditions: object[]): object
  }
  RegExp(expression: { regexp: string; options?: string }): unknown
  serverDate(options?: { offset: number }): unknown
  collection(name: string): SdkQuery & { doc(id: string): Watchable }
}
interface SdkQuery extends Watchable {
  where(condition: object): SdkQuery
  orderBy(field: string, direction: string): SdkQuery
  limit(count: number): SdkQuery
}

const project = webProject({ orders: 'ADMINWRITE', own: 'PRIVATE', shut: 'ADMINONLY' })
let cloud: Cloud
const followed: Followed[] = []

beforeAll(async () => {
  silenceRealtimeClients()
  Object.assign(globalThis, { WebSocket })
  cloud = await project.start()
  Object.assign(process.env, cloud.sdkEnvironment)
})
afterEach(async () => {
  for (const watch of followed.splice(0)) await watch.close()
  for (const { name } of cloud.database.collections()) await cloud.database.remove(name, {}, { multi: true })
})
afterAll(async () => {
  await cloud.stop()
  project.remove()
})

const sdks: { sdk: string; canOrder: boolean; open: () => Promise<SdkDatabase> }[] = [
  {
    sdk: 'tcb-js-sdk 1.10',
    canOrder: true,
    async open() {
      const { auth, database } = openWebUser(cloud)
      await auth.signInAnonymously()
      return database as unknown as SdkDatabase
    },
  },
  {
    sdk: 'a mini-program on database 1.4',
    canOrder: false,
    async open() {
      const app = cloudbase.init({ env: cloud.envId, headers: { 'X-Emu-Openid': 'ann' } } as object)
      return app.database() as unknown as SdkDatabase
    },
  },
]

/** Gathers the rejections that nobody hears: the SDKs leave one behind, besides calling onError. */
async function unheard<Answer>(run: () => Promise<Answer>): Promise<Answer & { rejected: string[] }> {
  const listeners = process.listeners('unhandledRejection')
  const rejected: string[] = []
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', (error) => rejected.push(String(error)))
  try {
    const answer = await run()
    await expect.poll(() => rejected.length).toBe(1)
    return { ...answer, rejected }
  } finally {
    process.removeAllListeners('unhandledRejection')
    for (const listener of listeners) process.on('unhandledRejection', listener)
  }
}

const insert = (...docs: Record<string, unknown>[]) => cloud.database.insert('orders', docs)
const set = (_id: string, change: Record<string, unknown>) =>
  cloud.database.update('orders', { _id }, change, { multi: false })
const remove = (_id: string) => cloud.database.remove('orders', { _id }, { multi: false })

/** Watches, and waits for the first snapshot. */
async function started(query: Watchable): Promise<Followed> {
  const watch = follow(query)
  followed.push(watch)
  await vi.waitFor(() => expect([watch.errors, watch.snapshots.length]).toEqual([[], 1]), { timeout: 5_000 })
  return watch
}
const docs = (watch: Followed) => expect.poll(() => watch.docs(), { timeout: 5_000 })
const events = (watch: Followed) => expect.poll(() => watch.events(), { timeout: 5_000 })

describe.each(sdks)('a watch through $sdk', ({ open, canOrder }) => {
  let db: SdkDatabase
  let keeper: Followed
  beforeAll(async () => {
    db = await open()
    // Without any watch the SDK ends its connection, and takes itself for logged in on the next one for a moment.
    keeper = follow(db.collection('own'))
  })
  afterAll(() => keeper.close())
  const orders = () => db.collection('orders')

  test('shows what there is, then what enters, changes and leaves', async () => {
    await insert({ _id: 'a', open: true, at: new Date(5) }, { _id: 'b', open: false }, { _id: 'c', open: true })
    const watch = await started(orders().where({ open: true }))
    expect(watch.docs()).toEqual({ a: { _id: 'a', open: true, at: { $date: 5 } }, c: { _id: 'c', open: true } })
    expect(watch.snapshots[0]!.docChanges).toMatchObject([
      { dataType: 'init', queueType: 'init', docId: 'a' },
      { dataType: 'init', queueType: 'init', docId: 'c' },
    ])
    await insert({ _id: 'd', open: true })
    await set('b', { $set: { open: true } })
    await set('a', { $set: { 'money.paid': 1, due: new Date(7) }, $unset: { at: '' } })
    await set('c', { $set: { open: false, by: 'ann' } })
    await remove('d')
    await cloud.database.update('orders', { _id: 'a' }, { open: true, n: 2 }, { multi: false, replace: true })
    await cloud.database.update('orders', { _id: 'a' }, { open: false }, { multi: false, replace: true })
    await cloud.database.update('orders', { _id: 'a' }, { open: true }, { multi: false, replace: true })
    await events(watch).toEqual([
      ['add/enqueue d'],
      ['update/enqueue b'],
      ['update/update a'],
      ['update/dequeue c'],
      ['remove/dequeue d'],
      ['replace/update a'],
      ['replace/dequeue a'],
      ['replace/enqueue a'],
    ])
    expect(watch.docs()).toEqual({ a: { _id: 'a', open: true }, b: { _id: 'b', open: true } })
    const change = (snapshot: number) => watch.snapshots[snapshot]!.docChanges[0]
    expect(change(3)).toMatchObject({
      doc: { _id: 'a', open: true, money: { paid: 1 }, due: { $date: 7 } },
      updatedFields: { money: { paid: 1 }, due: { $date: 7 } },
      removedFields: ['at'],
    })
    expect(change(4)).toMatchObject({ updatedFields: { open: false, by: 'ann' } })
    expect(change(5)).toMatchObject({ doc: { _id: 'd', open: true } })
    expect(watch.snapshots.map(({ id }) => id - watch.snapshots[0]!.id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(watch.errors).toEqual([])
  })

  test('understands dates, expressions, commands and the time of the server in a condition', async () => {
    const now = cloud.clock.now()
    await insert(
      { _id: 'late', at: new Date(now + 60_000), name: 'Noodles' },
      { _id: 'early', at: new Date(now - 60_000), name: 'noodle soup' },
      { _id: 'rice', at: new Date(1000), name: 'rice', tags: ['x', 'y'] },
    )
    const found = async (condition: object) => Object.keys((await started(orders().where(condition))).docs() ?? {})
    expect(await found({ at: new Date(1000) })).toEqual(['rice'])
    expect(await found({ at: db.command.gt(db.serverDate()) })).toEqual(['late'])
    expect(await found({ at: db.command.gt(db.serverDate({ offset: -120_000 })) })).toEqual(['late', 'early'])
    expect(await found({ name: db.RegExp({ regexp: '^noodle', options: 'i' }) })).toEqual(['late', 'early'])
    expect(await found(db.command.or([{ name: 'rice' }, { _id: db.command.in(['late']) }]))).toEqual(['late', 'rice'])
    expect(await found({ tags: 'y' })).toEqual(['rice'])
    expect(await found({})).toEqual(['late', 'early', 'rice'])
  })

  if (canOrder) {
    test('of the first few in an order lets others in and out as they move', async () => {
      await insert(...['a', 'b', 'c', 'd'].map((_id, n) => ({ _id, n })))
      const watch = await started(
        orders()
          .where({ n: db.command.gte(0) })
          .orderBy('n', 'desc')
          .limit(2),
      )
      expect(watch.snapshots[0]!.docs.map(({ _id }) => _id)).toEqual(['d', 'c'])
      await insert({ _id: 'e', n: 9 })
      await remove('d')
      await set('a', { $set: { n: 8 } })
      await set('e', { $set: { n: -1 } })
      await set('a', { $set: { n: 7 } })
      await set('b', { $set: { n: 1.5 } })
      await set('a', { $set: { n: 0 } })
      await events(watch).toEqual([
        ['limit/dequeue c', 'add/enqueue e'],
        ['remove/dequeue d', 'limit/enqueue c'],
        ['limit/dequeue c', 'update/enqueue a'],
        ['update/dequeue e', 'limit/enqueue c'],
        ['update/update a'],
        ['update/dequeue a', 'limit/enqueue b'],
      ])
      await docs(watch).toEqual({ b: { _id: 'b', n: 1.5 }, c: { _id: 'c', n: 2 } })
    })
  } else {
    test('of an ordered query cannot begin: database 1.4.3 calls a method of arrays on its order', () => {
      expect(() => follow(orders().where({}).orderBy('n', 'desc'))).toThrow(TypeError)
    })
  }

  test('of one document shows it come and go', async () => {
    const watch = await started(orders().doc('a'))
    expect(watch.docs()).toEqual({})
    await insert({ _id: 'a', n: 1 }, { _id: 'b' })
    await set('a', { $inc: { n: 1 } })
    await remove('a')
    await events(watch).toEqual([['add/enqueue a'], ['update/update a'], ['remove/dequeue a']])
  })

  test('a transaction is one snapshot', async () => {
    await insert({ _id: 'a', n: 1 }, { _id: 'b', n: 1 })
    const watch = await started(orders())
    const transaction = cloud.database.begin()
    await cloud.database.insert('orders', [{ _id: 'c', n: 0 }], transaction)
    await cloud.database.update('orders', { _id: 'a' }, { $inc: { n: -1 } }, { multi: false, transaction })
    await cloud.database.update('orders', { _id: 'c' }, { $inc: { n: 1 } }, { multi: false, transaction })
    await cloud.database.remove('orders', { _id: 'b' }, { multi: false, transaction })
    await cloud.database.commit(transaction)
    await events(watch).toEqual([['remove/dequeue b', 'update/update a', 'add/enqueue c']])
    expect(watch.docs()).toEqual({ a: { _id: 'a', n: 0 }, c: { _id: 'c', n: 1 } })
  })

  test('a connection that breaks is made anew, and nothing is missed', async () => {
    const watch = await started(orders())
    const other = await started(orders().where({ n: 2 }))
    cloud.parts.realtime.closeConnections()
    await insert({ _id: 'a', n: 1 })
    await set('a', { $inc: { n: 1 } })
    await events(watch).toEqual([['add/enqueue a'], ['update/update a']])
    await events(other).toEqual([['update/enqueue a']])
    await remove('a')
    await events(other).toEqual([['update/enqueue a'], ['remove/dequeue a']])
    expect([...watch.errors, ...other.errors]).toEqual([])
  })

  test('a message that is lost is asked for when the next one comes, and one that comes twice counts once', async () => {
    const watch = await started(orders())
    const { realtime } = cloud.parts
    const honest = realtime.carry
    realtime.carry = (frame, deliver) => {
      if (frame.msgType !== 'NEXT_EVENT') deliver()
    }
    await insert({ _id: 'a' })
    realtime.carry = (_frame, deliver) => {
      deliver()
      deliver()
    }
    await insert({ _id: 'b' })
    await events(watch).toEqual([['add/enqueue a'], ['add/enqueue b']])
    realtime.carry = honest
    await insert({ _id: 'c' })
    await events(watch).toEqual([['add/enqueue a'], ['add/enqueue b'], ['add/enqueue c']])
  })

  test('one that is closed hears no more', async () => {
    const closed = await started(orders().where({ n: 1 }))
    const watch = await started(orders())
    await closed.close()
    await insert({ _id: 'a', n: 1 })
    await events(watch).toEqual([['add/enqueue a']])
    expect(closed.events()).toEqual([])
    const open = cloud.parts.realtime.openWatches().filter(({ collection }) => collection === 'orders')
    expect(open).toMatchObject([{ query: {}, documents: 1, events: 1, isConnected: true }])
  })

  test('of what the rules do not let the user read ends with COLLECTION_PERMISSION_DENIED', async () => {
    const { refused, rejected } = await unheard(async () => {
      const refused = follow(db.collection('shut'))
      await expect.poll(() => refused.errors.length).toBe(2)
      return { refused }
    })
    for (const text of [...refused.errors, ...rejected]) expect(text).toContain('COLLECTION_PERMISSION_DENIED')
    expect(refused.snapshots).toEqual([])
    const own = await started(db.collection('own'))
    await cloud.database.insert('own', [{ _id: 'theirs', _openid: 'zoe' }])
    await cloud.database.insert('own', [{ _id: 'last', _openid: 'zoe' }])
    expect(own.docs()).toEqual({})
  })
})
