import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { post } from '../../fixtures/shop.ts'
import { type Cloud, startCloud } from '../index.ts'

type Answer = Promise<{ data?: unknown; errCode?: number; [field: string]: unknown }>
interface Chain {
  where(condition: object): Chain
  limit(count: number): Chain
  orderBy(field: string, order: string): Chain
  get(): Answer
  count(): Answer
  update(body: { data: object }): Answer
  set(body: { data: object }): Answer
  remove(): Answer
  add(body: { data: object }): Answer
  doc(id: string): Chain
  aggregate(): Aggregation
}
interface Aggregation {
  match(condition: object): Aggregation
  group(by: object): Aggregation
  lookup(how: object): Aggregation
  end(): Answer
}
interface WxDatabase {
  command: Record<'gt' | 'gte' | 'inc' | 'in' | 'neq', (operand: unknown) => unknown>
  collection(name: string): Chain
  startTransaction(): Promise<unknown>
}
interface WxSdk {
  createNewInstance(options: object): WxSdk
  database(): WxDatabase
}

const RULES = {
  notes: 'READONLY',
  secrets: 'PRIVATE',
  news: 'ADMINWRITE',
  orders: {
    read: 'doc._openid == auth.openid',
    create: 'request.data.total >= 0',
    update: 'doc._openid == auth.openid',
  },
  rooms: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a rule has templates of its own
    read: 'auth.openid in get(`database.members.${doc.room}`).openids',
    write: 'get("database.members.staff").openids[0] == auth.openid && request.data.price == null',
  },
  open: { read: true },
}

let folder: string
let cloud: Cloud
let sdk: WxSdk
const clients = new Map<string, WxSdk>()

const as = (openid: string): WxDatabase => {
  const client = clients.get(openid) ?? sdk.createNewInstance({ env: 'local', headers: { 'X-Emu-Openid': openid } })
  clients.set(openid, client)
  return client.database()
}
const DENIED = { errCode: -502003 }
/** The SDK hands on errors of aggregations and transactions as they come. */
const DENIED_CODE = { code: 'DATABASE_PERMISSION_DENIED' }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rules-'))
  const collections = [...Object.keys(RULES), 'members'].map((collectionName) => ({ collectionName }))
  const db = { use: '@cloudbase/framework-plugin-database', inputs: { collections } }
  writeFileSync(join(folder, 'cloudbaserc.json'), JSON.stringify({ envId: 'local', framework: { plugins: { db } } }))
  writeFileSync(join(folder, 'database-rules.json'), JSON.stringify(RULES))
  cloud = await startCloud({ project: folder, port: 0 })
  Object.assign(process.env, cloud.sdkEnvironment)
  sdk = (await import('wx-server-sdk')) as unknown as WxSdk
})
afterAll(async () => {
  await cloud.stop()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  for (const { name } of cloud.database.collections()) await cloud.database.remove(name, {}, { multi: true })
})

it('READONLY: everyone reads, the creator alone writes, and each document bears its creator', async () => {
  const { _id } = await as('ann')
    .collection('notes')
    .add({ data: { text: 'hi' } })
  const note = () => as('bob').collection('notes').doc(String(_id))
  expect((await note().get()).data).toEqual({ _id, _openid: 'ann', text: 'hi' })
  expect(await note().update({ data: { text: 'mine' } })).toMatchObject({ stats: { updated: 0 } })
  expect(await note().remove()).toMatchObject({ stats: { removed: 0 } })
  expect(
    await as('ann')
      .collection('notes')
      .where({ text: 'hi' })
      .update({ data: { text: 'ho' } }),
  ).toMatchObject({
    stats: { updated: 1 },
  })
  expect(await as('ann').collection('notes').doc(String(_id)).remove()).toMatchObject({ stats: { removed: 1 } })
})

it('PRIVATE: queries, counts and aggregations see the own documents only', async () => {
  await cloud.database.insert('secrets', [{ _openid: 'ann', n: 1 }, { _openid: 'bob', n: 2 }, { n: 4 }])
  const secrets = () => as('bob').collection('secrets')
  expect((await secrets().where({}).get()).data).toMatchObject([{ n: 2 }])
  expect(await secrets().count()).toMatchObject({ total: 1 })
  const sum = await secrets()
    .aggregate()
    .group({ _id: null, n: { $sum: '$n' } })
    .end()
  expect(sum).toMatchObject({ list: [{ n: 2 }] })
})

it('ADMINWRITE lets everyone read and nobody write; a collection that no file names is ADMINONLY', async () => {
  await cloud.database.insert('news', [{ _id: 'a' }])
  const db = as('ann')
  expect((await db.collection('news').get()).data).toEqual([{ _id: 'a' }])
  await expect(db.collection('news').add({ data: {} })).rejects.toMatchObject(DENIED)
  await expect(db.collection('news').doc('a').remove()).rejects.toMatchObject(DENIED)
  await expect(db.collection('members').get()).rejects.toMatchObject(DENIED)
})

it('a rule passes the queries that imply it and filters nothing', async () => {
  await cloud.database.insert('orders', [
    { _id: 'a', _openid: 'ann' },
    { _id: 'b', _openid: 'bob' },
  ])
  const orders = () => as('ann').collection('orders')
  expect((await orders().where({ _openid: '{openid}' }).get()).data).toMatchObject([{ _id: 'a' }])
  expect((await orders().where({ _id: 'b', _openid: '{openid}' }).get()).data).toEqual([])
  expect(await orders().where({ _openid: 'ann' }).count()).toMatchObject({ total: 1 })
  await expect(orders().get()).rejects.toMatchObject(DENIED)
  await expect(orders().where({ _openid: 'bob' }).get()).rejects.toMatchObject(DENIED)
  await expect(
    orders()
      .where({ _openid: as('ann').command.neq('x') })
      .count(),
  ).rejects.toMatchObject(DENIED)
})

it('doc(id) is refused under a rule on another field, since only the id is known', async () => {
  await cloud.database.insert('orders', [{ _id: 'a', _openid: 'ann' }])
  await expect(as('ann').collection('orders').doc('a').get()).rejects.toMatchObject(DENIED)
})

it('doc(id) is judged by the document as it stands where the cloud is told to read it first', async () => {
  const reading = await startCloud({ project: folder, port: 0, documentById: 'preRead' })
  await reading.database.insert('orders', [{ _id: 'a', _openid: 'ann' }])
  const get = (query: string, who: string) =>
    post(
      reading,
      { action: 'database.getDocument', collectionName: 'orders', queryType: 'DOC', query },
      { 'x-emu-openid': who },
    )
  const denied = { code: 'DATABASE_PERMISSION_DENIED' }
  expect(await get('{"_id":"a"}', 'ann')).toMatchObject({ data: { list: ['{"_id":"a","_openid":"ann"}'] } })
  expect(await get('{"_id":"a"}', 'bob')).toMatchObject(denied)
  expect(await get('{"_id":{"$ne":"b"}}', 'ann')).toMatchObject(denied)
  await reading.stop()
})

it('create is judged on the data with its creator, who cannot be forged', async () => {
  const orders = () => as('ann').collection('orders')
  const { _id } = await orders().add({ data: { total: 3 } })
  expect(await cloud.database.find('orders', {})).toEqual([{ _id, total: 3, _openid: 'ann' }])
  await expect(orders().add({ data: { total: -1 } })).rejects.toMatchObject(DENIED)
  await expect(orders().add({ data: { total: 1, _openid: 'bob' } })).rejects.toMatchObject(DENIED)
})

it('update is judged on the query, and leaves the creator alone; delete falls back to write, which is missing', async () => {
  await cloud.database.insert('orders', [{ _id: 'a', _openid: 'ann', n: 1 }])
  const db = as('ann')
  const mine = () => db.collection('orders').where({ _id: 'a', _openid: '{openid}' })
  expect(await mine().update({ data: { n: db.command.inc(1) } })).toMatchObject({ stats: { updated: 1 } })
  await expect(mine().update({ data: { _openid: 'bob' } })).rejects.toMatchObject(DENIED)
  await expect(mine().remove()).rejects.toMatchObject(DENIED)
})

it('get() reads another document, of which the query must fix the id', async () => {
  await cloud.database.insert('members', [
    { _id: 'red', openids: ['ann'] },
    { _id: 'staff', openids: ['cat'] },
  ])
  await cloud.database.insert('rooms', [{ _id: 'r', room: 'red', price: 5 }])
  const rooms = (who: string) => as(who).collection('rooms')
  expect((await rooms('ann').where({ room: 'red' }).get()).data).toMatchObject([{ _id: 'r' }])
  await expect(rooms('bob').where({ room: 'red' }).get()).rejects.toMatchObject(DENIED)
  await expect(rooms('ann').where({ room: 'none' }).get()).rejects.toMatchObject(DENIED)
  await expect(rooms('ann').get()).rejects.toMatchObject(DENIED)
  expect(
    await rooms('cat')
      .doc('r')
      .update({ data: { name: 'x' } }),
  ).toMatchObject({ stats: { updated: 1 } })
  await expect(
    rooms('cat')
      .doc('r')
      .update({ data: { price: 6 } }),
  ).rejects.toMatchObject(DENIED)
  const { command } = as('cat')
  await expect(
    rooms('cat')
      .doc('r')
      .update({ data: { price: command.inc(1) } }),
  ).rejects.toMatchObject(DENIED)
})

it('set makes a document of the own, and never takes one over', async () => {
  const notes = (who: string) => as(who).collection('notes')
  expect(
    await notes('ann')
      .doc('x')
      .set({ data: { n: 1 } }),
  ).toMatchObject({ _id: 'x', stats: { created: 1 } })
  expect(
    await notes('ann')
      .doc('x')
      .set({ data: { n: 2 } }),
  ).toMatchObject({ stats: { updated: 1, created: 0 } })
  expect(
    await notes('bob')
      .doc('x')
      .set({ data: { n: 3 } }),
  ).toMatchObject({ stats: { updated: 0, created: 0 } })
  expect(await cloud.database.find('notes', {})).toEqual([{ _id: 'x', n: 2, _openid: 'ann' }])
})

it('a client gets 20 documents at most, by query or aggregation', async () => {
  await cloud.database.insert(
    'open',
    Array.from({ length: 30 }, (_, n) => ({ n })),
  )
  const open = () => as('ann').collection('open')
  expect((await open().get()).data).toHaveLength(20)
  expect((await open().limit(25).get()).data).toHaveLength(20)
  expect((await open().limit(5).get()).data).toHaveLength(5)
  expect((await open().aggregate().match({}).end()).list).toHaveLength(20)
})

it('of an aggregation the first $match is judged, and every collection that it joins', async () => {
  await cloud.database.insert('orders', [{ _openid: 'ann' }, { _openid: 'bob' }])
  const orders = () => as('ann').collection('orders').aggregate()
  expect(await orders().match({ _openid: '{openid}' }).end()).toMatchObject({ list: [{ _openid: 'ann' }] })
  await expect(orders().group({ _id: '$_openid' }).match({ _openid: 'ann' }).end()).rejects.toMatchObject(DENIED_CODE)
  const join = (from: string) => ({ from, localField: '_openid', foreignField: '_openid', as: 'joined' })
  const open = () => as('ann').collection('open').aggregate().match({})
  await expect(open().lookup(join('orders')).end()).rejects.toMatchObject(DENIED_CODE)
  await expect(open().lookup(join('secrets')).end()).rejects.toMatchObject(DENIED_CODE)
  expect(await open().lookup(join('news')).end()).toMatchObject({ list: [] })
})

it('transactions and everything else of the database are refused to clients', async () => {
  await expect(as('ann').startTransaction()).rejects.toMatchObject(DENIED_CODE)
  const client = { 'x-emu-openid': 'ann' }
  for (const action of ['startTransaction', 'addCollection', 'modifyAndReturnDoc', 'commitTransaction']) {
    const body = { action: `database.${action}`, collectionName: 'open', transactionId: 'x' }
    expect(await post(cloud, body, client)).toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' })
  }
  const read = { action: 'database.getDocument', collectionName: 'open', queryType: 'WHERE', transactionId: 'x' }
  expect(await post(cloud, read, client)).toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' })
})

it('server-side calls know no rules', async () => {
  const add = { action: 'database.insertDocument', collectionName: 'members', data: ['{"_openid":"any"}'] }
  expect(await post(cloud, add)).not.toHaveProperty('code')
})
