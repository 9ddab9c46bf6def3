import { afterAll, beforeAll, expect, test } from 'vitest'
import { indexOn, openTestDatabase, type TestDatabase } from '../database/testDatabase.ts'
import { sdkEnvironment } from '../sdkEnvironment.ts'
import { startTestAdminServer, type TestAdminServer } from './testAdminServer.ts'

type Answer = Promise<{ [field: string]: unknown }>
type Body = { data: object }

/** The part of wx-server-sdk's shape that is used here; its own types leave most of it out. */
interface WxDocument {
  get(): Answer
  update(change: Body): Answer
  set(body: Body): Answer
  remove(): Answer
}
interface WxCollection {
  add(body: Body): Answer
  doc(id: string): WxDocument
  where(condition: object): {
    get(): Answer
    count(): Answer
    update(change: Body): Answer
    remove(): Answer
  }
}
interface WxDatabase {
  command: { inc(n: number): unknown; gte(n: number): unknown }
  serverDate(): unknown
  collection(name: string): WxCollection
  runTransaction(
    run: (t: { collection(name: string): WxCollection }) => Promise<void>,
    times?: number,
  ): Promise<unknown>
}

let cloud: TestDatabase
let server: TestAdminServer
let db: WxDatabase

beforeAll(async () => {
  cloud = await openTestDatabase({ orders: [indexOn(['number'], true)] })
  server = await startTestAdminServer(cloud.database)
  const url = server.url.replace(/\/admin$/, '')
  Object.assign(process.env, sdkEnvironment(url, 'local', 'ap-shanghai'))
  const sdk = (await import('wx-server-sdk')) as unknown as { init(o: object): void; database(): WxDatabase }
  sdk.init({ env: 'local' })
  db = sdk.database()
})
afterAll(async () => {
  await server.stop()
  await cloud.discard()
})

test('wx-server-sdk, redirected by the environment alone, reads and writes documents', async () => {
  const orders = db.collection('orders')
  const { _id } = await orders.add({ data: { number: 1, at: db.serverDate(), lines: [{ n: 1 }] } })
  const { data } = await orders.doc(String(_id)).get()
  expect(data).toEqual({ _id, number: 1, at: expect.any(Date), lines: [{ n: 1 }] })
  const change = { data: { 'lines.0.n': db.command.inc(2) } }
  expect(await orders.where({ number: db.command.gte(1) }).update(change)).toMatchObject({ stats: { updated: 1 } })
  expect(await orders.doc('x').set({ data: { number: 2 } })).toMatchObject({ _id: 'x' })
  expect(await orders.where({}).count()).toMatchObject({ total: 2 })
  expect(await orders.doc('x').remove()).toMatchObject({ stats: { removed: 1 } })
})

test('wx-server-sdk sees the documented error numbers and texts', async () => {
  const orders = db.collection('orders')
  await expect(orders.doc('nothing').get()).rejects.toMatchObject({ errCode: -1 })
  await expect(orders.add({ data: { number: 1 } })).rejects.toMatchObject({
    errCode: -501001,
    errMsg: expect.stringMatching(/E11000 duplicate key/),
  })
  await expect(db.collection('nowhere').where({}).get()).rejects.toMatchObject({ errCode: -502005 })
  await expect(orders.where({ number: 1 }).update({ data: { 'number.x': 1 } })).rejects.toMatchObject({
    errCode: -502001,
  })
})

test('wx-server-sdk does not repeat a transaction for a conflict at a write, and says TransactionConflict', async () => {
  await db
    .collection('orders')
    .doc('hot')
    .set({ data: { number: 9, n: 0 } })
  let runs = 0
  const run = db.runTransaction(async (t) => {
    runs += 1
    await t.collection('orders').doc('hot').get()
    await db
      .collection('orders')
      .doc('hot')
      .update({ data: { n: 5 } })
    await t
      .collection('orders')
      .doc('hot')
      .update({ data: { n: 1 } })
  })
  await expect(run).rejects.toMatchObject({ errMsg: expect.stringMatching(/TransactionConflict/) })
  expect(runs).toBe(1)
  expect((await db.collection('orders').doc('hot').get()).data).toMatchObject({ n: 5 })
})
