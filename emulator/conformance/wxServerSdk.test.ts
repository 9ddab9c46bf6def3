import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTarget, type Target } from './target.ts'
import type { WxCloud, WxDatabase } from './wxCloud.ts'

let target: Target
let wx: WxCloud
let db: WxDatabase

beforeAll(async () => {
  target = await openTarget()
  wx = await target.wxCloud()
  db = wx.database()
  for (const name of ['orders', 'members']) await target.collection(name)
})
afterAll(() => target.close())

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
  await db.collection('members').add({ data: { phone: '1' } })
  await expect(db.collection('members').add({ data: { phone: '1' } })).rejects.toMatchObject({
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

test('wx-server-sdk calls a function and gets what it returned', async () => {
  const { result, requestID, errMsg } = await wx.callFunction({ name: 'echo', data: { dish: '面' } })
  expect(result).toMatchObject({ event: { dish: '面' }, context: { function_name: 'echo' } })
  expect(errMsg).toBe('callFunction:ok')
  expect(requestID).toMatch(/./)
})

test('wx-server-sdk gets errCode -1 and the message of a function that threw', async () => {
  await expect(wx.callFunction({ name: 'thrower', data: { message: 'the soup is cold' } })).rejects.toMatchObject({
    errCode: -1,
    errMsg: expect.stringContaining('the soup is cold'),
  })
})
