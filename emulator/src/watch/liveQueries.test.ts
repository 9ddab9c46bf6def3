import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../database/testDatabase.ts'
import { LiveQueries } from './liveQueries.ts'

let cloud: TestDatabase
let queries: LiveQueries
beforeEach(async () => {
  cloud = await openTestDatabase({ orders: [] })
  queries = new LiveQueries(cloud.database)
})
afterEach(async () => {
  queries.stop()
  await cloud.discard()
})

const everything = { collection: 'orders', filter: {}, orderBy: {} }
const idsIn = (events: string) => (JSON.parse(events) as { DocID: string }[]).map(({ DocID }) => DocID)

test('what is on its way to the disk when a query begins is seen once: at the beginning or as news', async () => {
  const before = cloud.database.insert('orders', [{ _id: 'before' }])
  const holding = queries.hold(everything)
  const meanwhile = cloud.database.insert('orders', [{ _id: 'meanwhile' }])
  const [query] = await Promise.all([holding, before, meanwhile])
  expect(idsIn(query.initialEvents())).toEqual(['before', 'meanwhile'])
  expect(query.lastEvent).toBe(2)
  expect(idsIn(query.eventsAfter(1)!)).toEqual(['meanwhile'])
  await cloud.database.insert('orders', [{ _id: 'after' }])
  expect(idsIn(query.eventsAfter(1)!)).toEqual(['meanwhile', 'after'])
})

test('those who watch the same share one query, and the last one ends it', async () => {
  const watched = { ...everything, filter: { n: { $gt: 1, $lt: 9 } }, limit: 2 }
  const query = await queries.hold(watched)
  expect(await queries.hold({ ...watched })).toBe(query)
  expect(await queries.hold({ ...watched, limit: 3 })).not.toBe(query)
  expect(await queries.hold({ ...watched, orderBy: { n: -1 } })).not.toBe(query)
  queries.release(query)
  await cloud.database.insert('orders', [{ n: 5 }])
  expect(query.lastEvent).toBe(2)
  queries.release(query)
  await cloud.database.insert('orders', [{ n: 6 }])
  expect(query.lastEvent).toBe(2)
  expect(await queries.hold(watched)).not.toBe(query)
})

test('a query that cannot begin leaves nothing behind', async () => {
  const missing = { ...everything, collection: 'missing' }
  const code = (error: { code?: string }) => error.code
  const attempts = [queries.hold(missing), queries.hold(missing)]
  expect(await Promise.all(attempts.map((attempt) => attempt.catch(code)))).toEqual([
    'DATABASE_COLLECTION_NOT_EXIST',
    'DATABASE_COLLECTION_NOT_EXIST',
  ])
  await cloud.database.createCollection('missing')
  expect((await queries.hold(missing)).size).toBe(0)
})
