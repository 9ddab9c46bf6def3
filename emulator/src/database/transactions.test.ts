import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Change, Database } from './database.ts'
import { codeOf, indexOn, openTestDatabase, type TestDatabase } from './testDatabase.ts'

const CONFLICT = 'DATABASE_TRANSACTION_CONFLICT'
const GONE = 'DATABASE_TRANSACTION_FAIL'

let cloud: TestDatabase
let database: Database

beforeEach(async () => {
  cloud = await openTestDatabase({ stock: [indexOn(['code'], true), indexOn(['shelf'])] })
  database = cloud.database
  await database.insert('stock', [
    { _id: 'a', code: 1, shelf: 'left', n: 10 },
    { _id: 'b', code: 2, shelf: 'left', n: 20 },
  ])
})
afterEach(() => cloud.discard())

const add = (id: string, n: number, transaction?: string) =>
  database.update('stock', { _id: id }, { $inc: { n } }, { multi: false, transaction })
const read = async (id: string, transaction?: string) =>
  (await database.find('stock', { _id: id }, { transaction }))[0]?.n

/** Whether a promise is still open after all that could settle it has run. */
async function isWaiting(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  const note = () => {
    settled = true
  }
  promise.then(note, note)
  await database.find('stock', {})
  await new Promise((resolve) => setImmediate(resolve))
  return !settled
}

test('changes follow on from an observation: one number for each commit, and places in insertion order', async () => {
  const changes: Change[] = []
  database.onChange((change) => changes.push(change))
  const t = database.begin()
  await database.insert('stock', [{ _id: 'c', code: 3, shelf: 'left', n: 0 }], t)
  await database.insert('stock', [{ _id: 'd', code: 4, shelf: 'left', n: 0 }])
  const { commit, matches } = await database.observe('stock', { shelf: 'left' })
  await database.remove('stock', { _id: 'a' }, { multi: false, transaction: t })
  await database.commit(t)
  expect(matches.map(({ document }) => document._id)).toEqual(['a', 'b', 'd'])
  expect(changes.map((change) => [change.id, change.commit - commit])).toEqual([
    ['d', 0],
    ['c', 1],
    ['a', 1],
  ])
  const places = new Map([...matches.map(({ document, ordinal }) => [document._id, ordinal] as const)])
  for (const { id, ordinal } of changes) if (places.has(id)) expect(ordinal).toBe(places.get(id))
  expect(changes.find(({ id }) => id === 'c')!.ordinal).toBeGreaterThan(places.get('d')!)
  const order = [{ _id: 'b' }, { _id: 'd' }, { _id: 'c' }]
  expect(await database.find('stock', {})).toMatchObject(order)
  expect(await (await cloud.reopen()).find('stock', {})).toMatchObject(order)
})

test('sees its own writes, and nobody else does before the commit', async () => {
  const changes: Change[] = []
  database.onChange((change) => changes.push(change))
  const t = database.begin()
  await add('a', -1, t)
  await database.insert('stock', [{ _id: 'c', code: 3, shelf: 'left', n: 0 }], t)
  await database.remove('stock', { _id: 'b' }, { multi: false, transaction: t })
  expect((await database.find('stock', { shelf: 'left' }, { transaction: t })).map(({ _id, n }) => [_id, n])).toEqual([
    ['a', 9],
    ['c', 0],
  ])
  expect((await database.find('stock', { shelf: 'left' })).map(({ _id, n }) => [_id, n])).toEqual([
    ['a', 10],
    ['b', 20],
  ])
  expect(changes).toEqual([])
  await database.commit(t)
  expect((await database.find('stock', { shelf: 'left' })).map(({ _id }) => _id)).toEqual(['a', 'c'])
  expect(changes.map(({ kind, id }) => [kind, id])).toEqual([
    ['update', 'a'],
    ['insert', 'c'],
    ['delete', 'b'],
  ])
})

test('reads the database as it was at its first operation, not at its start', async () => {
  const t = database.begin()
  await add('a', 1)
  expect(await read('a', t)).toBe(11)
  await add('a', 1)
  await database.update('stock', { _id: 'b' }, { $set: { shelf: 'right' } }, { multi: false })
  await database.insert('stock', [{ _id: 'c', code: 3, shelf: 'left', n: 0 }])
  await database.remove('stock', { _id: 'a' }, { multi: false })
  expect((await database.find('stock', { shelf: 'left' }, { transaction: t })).map(({ _id, n }) => [_id, n])).toEqual([
    ['a', 11],
    ['b', 20],
  ])
  expect(await database.find('stock', { _id: 'c' }, { transaction: t })).toEqual([])
  await database.commit(t)
  expect((await database.find('stock', {})).map(({ _id }) => _id)).toEqual(['b', 'c'])
})

test('conflicts at the write when the document changed after the snapshot, and is gone', async () => {
  const t = database.begin()
  expect(await read('a', t)).toBe(10)
  await add('a', 1)
  await expect(add('a', -1, t)).rejects.toMatchObject({
    code: CONFLICT,
    message: expect.stringContaining(
      '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource',
    ),
  })
  expect(await codeOf(database.commit(t))).toBe(GONE)
  expect(await codeOf(database.abort(t))).toBe(GONE)
  expect(await codeOf(database.find('stock', {}, { transaction: t }))).toBe(GONE)
  expect(await read('a')).toBe(11)
})

test('of two transactions the first to write wins, the second fails at once', async () => {
  const [first, second] = [database.begin(), database.begin()]
  await read('a', first)
  await read('a', second)
  await add('a', -1, first)
  expect(await codeOf(add('a', -1, second))).toBe(CONFLICT)
  await database.commit(first)
  expect(await read('a')).toBe(9)
})

test('allows write skew: documents that were only read are not checked', async () => {
  const [first, second] = [database.begin(), database.begin()]
  await read('a', first)
  await read('b', second)
  await add('b', 1, first)
  await add('a', 1, second)
  await database.commit(first)
  await database.commit(second)
  expect([await read('a'), await read('b')]).toEqual([11, 21])
})

test('an ordinary writer waits for the holder, then tests its condition again', async () => {
  const t = database.begin()
  await add('a', -10, t)
  const take = database.update('stock', { _id: 'a', n: { $gte: 1 } }, { $inc: { n: -1 } }, { multi: false })
  const all = database.update('stock', {}, { $inc: { n: 1 } }, { multi: true })
  expect(await isWaiting(take)).toBe(true)
  expect(await isWaiting(all)).toBe(true)
  expect(await read('b')).toBe(21)
  await database.commit(t)
  expect(await take).toEqual({ matched: 0, updated: 0 })
  expect(await all).toEqual({ matched: 2, updated: 2 })
  expect([await read('a'), await read('b')]).toEqual([1, 21])
})

test('an ordinary writer goes on unhindered after an abort', async () => {
  const t = database.begin()
  await add('a', -10, t)
  await database.insert('stock', [{ _id: 'c', code: 3 }], t)
  const take = add('a', -1)
  const sameId = database.insert('stock', [{ _id: 'c', code: 4 }])
  const sameCode = database.insert('stock', [{ _id: 'd', code: 3 }])
  expect(await isWaiting(Promise.race([take, sameId, sameCode]))).toBe(true)
  await database.abort(t)
  await Promise.all([take, sameId, sameCode])
  expect((await database.find('stock', {})).map(({ _id, code, n }) => [_id, code, n])).toEqual([
    ['a', 1, 9],
    ['b', 2, 20],
    ['c', 4, undefined],
    ['d', 3, undefined],
  ])
})

test('unique keys: taken ones are refused, claimed ones conflict, a freed one is waited for', async () => {
  const taken = database.begin()
  expect(await codeOf(database.insert('stock', [{ code: 2 }], taken))).toBe('DATABASE_DUPLICATE_WRITE')
  expect(await codeOf(database.commit(taken))).toBe(GONE)

  const [first, second] = [database.begin(), database.begin()]
  await database.remove('stock', { _id: 'b' }, { multi: false, transaction: first })
  await database.insert('stock', [{ _id: 'b2', code: 2 }], first)
  expect(await codeOf(database.insert('stock', [{ _id: 'b3', code: 2 }], first))).toBe('DATABASE_DUPLICATE_WRITE')
  const third = database.begin()
  await database.remove('stock', { _id: 'b' }, { multi: false, transaction: third })
  expect(await codeOf(database.insert('stock', [{ _id: 'b4', code: 2 }], second))).toBe(CONFLICT)
  const outside = database.insert('stock', [{ _id: 'b5', code: 2 }])
  expect(await isWaiting(outside)).toBe(true)
  await database.commit(third)
  await outside
  expect((await database.find('stock', { code: 2 })).map(({ _id }) => _id)).toEqual(['b5'])
})

test('is gone after 30 seconds of the clock, and what it held is free', async () => {
  const t = database.begin()
  await add('a', -1, t)
  const waiting = add('a', 5)
  cloud.clock.advance(29_000)
  expect(await isWaiting(waiting)).toBe(true)
  cloud.clock.advance(1_000)
  await waiting
  expect(await codeOf(database.commit(t))).toBe(GONE)
  expect(await read('a')).toBe(15)
})

test('is gone after 30 seconds of the machine too, when the clock has jumped back', async () => {
  const short = await openTestDatabase({ stock: [] }, { limits: { transactionMs: 300 } })
  await short.database.insert('stock', [{ _id: 'a' }])
  const transaction = short.database.begin()
  await short.database.update('stock', { _id: 'a' }, { $set: { n: 1 } }, { multi: false, transaction })
  short.clock.advance(-86_400_000)
  expect(await short.database.remove('stock', {}, { multi: true })).toBe(1)
  expect(await codeOf(short.database.commit(transaction))).toBe(GONE)
  await short.discard()
})

test('cannot be committed twice', async () => {
  const t = database.begin()
  await add('a', 1, t)
  await database.commit(t)
  expect(await codeOf(database.commit(t))).toBe(GONE)
  expect(await codeOf(database.commit('never begun'))).toBe(GONE)
})

test('all of a commit is on disk, and nothing of an open transaction', async () => {
  const [done, open] = [database.begin(), database.begin()]
  await add('a', 1, done)
  await database.insert('stock', [{ _id: 'c', code: 3, n: 1 }], done)
  await add('b', 1, open)
  await database.commit(done)
  await cloud.reopen()
  expect((await cloud.database.find('stock', {})).map(({ _id, n }) => [_id, n])).toEqual([
    ['a', 11],
    ['b', 20],
    ['c', 1],
  ])
})

test('an upsert that waited for a transaction updates what that one inserted', async () => {
  const t = database.begin()
  await database.insert('stock', [{ _id: 'c', code: 3, n: 1 }], t)
  const options = { multi: false, replace: true, upsert: true }
  const set = database.update('stock', { _id: 'c' }, { code: 3, n: 2 }, options)
  expect(await isWaiting(set)).toBe(true)
  await database.commit(t)
  expect(await set).toEqual({ matched: 1, updated: 1 })
})
