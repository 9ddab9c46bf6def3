import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeOf } from './codeOf.ts'
import { openTarget, type ServerDatabase, type Target } from './target.ts'

let target: Target
let db: ServerDatabase

beforeAll(async () => {
  target = await openTarget()
  db = target.serverApp().database()
})
beforeEach(async () => {
  for (const name of ['orders', 'members', 'dishes']) await target.collection(name)
})
afterAll(() => target.close())

describe('@cloudbase/node-sdk', () => {
  test('adds, gets, updates, sets and removes documents', async () => {
    const { id } = await db
      .collection('orders')
      .add({ at: new Date(5), note: '少辣', total: 4200, ratio: 0.5, none: null })
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    const many = (await db.collection('orders').add([{ _id: 'a' }, { _id: 'b' }])) as { ids?: string[] }
    expect(many.ids).toEqual(['a', 'b'])
    const read = async () => (await db.collection('orders').doc(String(id)).get()).data
    expect(await read()).toEqual([{ _id: id, at: new Date(5), note: '少辣', total: 4200, ratio: 0.5, none: null }])

    const _ = db.command
    const update = { total: _.inc(-200), 'money.paid': 1, note: _.remove(), lines: _.push(['x', 'y']) }
    expect(await db.collection('orders').doc(String(id)).update(update)).toMatchObject({ updated: 1 })
    expect(await read()).toMatchObject([{ total: 4000, money: { paid: 1 }, lines: ['x', 'y'] }])
    expect((await read())[0]).not.toHaveProperty('note')

    expect(await db.collection('orders').doc('new').set({ n: 1 })).toMatchObject({ updated: 0, upsertedId: 'new' })
    expect(await db.collection('orders').doc('new').set({ m: 1 })).toMatchObject({ updated: 1 })
    expect((await db.collection('orders').doc('new').get()).data).toEqual([{ _id: 'new', m: 1 }])
    expect((await db.collection('orders').doc('none').get()).data).toEqual([])
    expect(await db.collection('orders').doc('a').remove()).toMatchObject({ deleted: 1 })
    expect(
      await db
        .collection('orders')
        .where({ _id: _.exists(true) })
        .remove(),
    ).toMatchObject({ deleted: 3 })
  })

  test('finds by commands, orders, skips, limits to 100 by default and to 1000 at most, and counts', async () => {
    const _ = db.command
    const orders = db.collection('orders')
    await orders.add(Array.from({ length: 1100 }, (_unused, n) => ({ n, tags: [`t${n % 3}`] })))
    expect((await orders.get()).data).toHaveLength(100)
    expect((await orders.limit(5000).get()).data).toHaveLength(1000)
    expect((await orders.where({ n: _.gte(5).and(_.lt(1000)) }).count()).total).toBe(995)
    expect((await orders.where(_.or([{ n: 1 }, { n: _.in([2, 3]) }])).count()).total).toBe(3)
    expect((await orders.where({ tags: _.elemMatch(_.eq('t1')), n: _.neq(1) }).count()).total).toBe(366)
    expect((await orders.where({ tags: db.RegExp({ regexp: 'T2', options: 'i' }) }).count()).total).toBe(366)
    const page = await orders
      .where({ n: _.lt(10) })
      .orderBy('n', 'desc')
      .skip(2)
      .limit(2)
      .field({ n: true, _id: false })
      .get()
    expect(page.data).toEqual([{ n: 7 }, { n: 6 }])
  })

  test('sends each update command to the document', async () => {
    const _ = db.command
    await db
      .collection('orders')
      .add({ _id: 'a', n: 10, list: [3, 1, 2], low: 5, high: 5, lines: [{ sku: 'x', n: 1 }] })
    await db
      .collection('orders')
      .doc('a')
      .update({
        n: _.mul(2),
        list: _.push({ each: [9, 8], position: 1, sort: 1, slice: 4 }),
        low: _.min(4),
        high: _.max(6),
        set: _.addToSet('k'),
        whole: _.set({ a: 1 }),
        at: db.serverDate({ offset: 1000 }),
      })
    const [changed] = (await db.collection('orders').doc('a').get()).data
    expect(changed).toMatchObject({ n: 20, list: [1, 2, 3, 8], low: 4, high: 6, set: ['k'], whole: { a: 1 } })
    expect(changed.at).toBeInstanceOf(Date)
    await db
      .collection('orders')
      .doc('a')
      .update({ list: _.pop(), set: _.pull('k'), low: _.rename('lowest') })
    await db
      .collection('orders')
      .doc('a')
      .update({ list: _.unshift([0]) })
    await db
      .collection('orders')
      .doc('a')
      .update({ list: _.pullAll([1, 2]) })
    await db
      .collection('orders')
      .where({ _id: 'a', 'lines.sku': 'x' })
      .update({ 'lines.$.n': _.inc(4) })
    const [again] = (await db.collection('orders').doc('a').get()).data
    expect(again).toMatchObject({ list: [0, 3], set: [], lowest: 4, lines: [{ sku: 'x', n: 5 }] })
  })

  test('updates and returns outside and inside a transaction', async () => {
    const _ = db.command
    await db.collection('orders').add({ _id: 'a', n: 1 })
    const outside = await db
      .collection('orders')
      .where({ _id: 'a', n: 1 })
      .updateAndReturn({ n: _.inc(1) })
    expect(outside).toMatchObject({ updated: 1, doc: { _id: 'a', n: 2 } })
    expect(await db.collection('orders').where({ _id: 'z' }).updateAndReturn({ n: 1 })).toMatchObject({ updated: 0 })
    const t = await db.startTransaction()
    const inside = await t
      .collection('orders')
      .where({ _id: 'a' })
      .updateAndReturn({ n: _.inc(1) })
    expect(inside).toMatchObject({ updated: 1, doc: { n: 3 } })
    expect((await db.collection('orders').doc('a').get()).data).toEqual([{ _id: 'a', n: 2 }])
    await t.commit()
    expect((await db.collection('orders').doc('a').get()).data).toEqual([{ _id: 'a', n: 3 }])
  })

  test('aggregates with a look-up by pipeline and let, group and sort', async () => {
    const $ = db.command.aggregate
    await db.collection('dishes').add([
      { _id: 'a', fen: 2800 },
      { _id: 'b', fen: 800 },
    ])
    await db.collection('orders').add([
      { _id: '1', store: 'east', dish: 'a', at: new Date('2026-01-01T00:00:00Z') },
      { _id: '2', store: 'east', dish: 'b', at: new Date('2026-01-02T00:00:00Z') },
      { _id: '3', store: 'west', dish: 'a', at: new Date('2026-01-03T00:00:00Z') },
    ])
    const { data } = await db
      .collection('orders')
      .aggregate()
      .match({ at: db.command.gte(new Date('2026-01-01T00:00:00Z')) })
      .lookup({
        from: 'dishes',
        let: { sold: '$dish' },
        pipeline: $.pipeline()
          .match(db.command.expr($.eq(['$_id', '$$sold'])))
          .project({ fen: 1, _id: 0 })
          .done(),
        as: 'dish',
      })
      .group({ _id: '$store', fen: $.sum($.arrayElemAt(['$dish.fen', 0])), last: $.max('$at'), n: $.sum(1) })
      .sort({ fen: -1 })
      .limit(5)
      .end()
    expect(data).toEqual([
      { _id: 'east', fen: 3600, last: new Date('2026-01-02T00:00:00Z'), n: 2 },
      { _id: 'west', fen: 2800, last: new Date('2026-01-03T00:00:00Z'), n: 1 },
    ])
  })

  test('names duplicates, missing collections and refused updates by code', async () => {
    const members = db.collection('members')
    await members.add({ _id: 'a', phone: '1' })
    expect(await codeOf(members.add({ phone: '1' }))).toBe('DATABASE_DUPLICATE_WRITE')
    await expect(members.add({ _id: 'a', phone: '2' })).rejects.toThrow(/E11000 duplicate key error collection/)
    expect(await codeOf(members.doc('a').update({ phone: db.command.inc(1) }))).toBe('DATABASE_REQUEST_FAILED')
    expect(await codeOf(db.collection('nowhere').get())).toBe('DATABASE_COLLECTION_NOT_EXIST')
    expect(await codeOf(members.add({ $x: 1 }))).toBe('DATABASE_REQUEST_FAILED')
    const made = await target.collection('made')
    expect(await codeOf(db.createCollection(made))).toBe('DATABASE_REQUEST_FAILED')
    expect(await db.collection(made).count()).toMatchObject({ total: 0 })
  })

  test('repeats a transaction that met a conflict', async () => {
    await db.collection('orders').add({ _id: 'a', n: 0 })
    let runs = 0
    await db.runTransaction(async (t: typeof db) => {
      runs += 1
      const { data } = await t.collection('orders').doc('a').get()
      if (runs === 1) await db.collection('orders').doc('a').update({ n: 10 })
      await t
        .collection('orders')
        .doc('a')
        .update({ n: (data as unknown as { n: number }).n + 1 })
    })
    expect(runs).toBe(2)
    expect((await db.collection('orders').doc('a').get()).data).toEqual([{ _id: 'a', n: 11 }])
  })

  test('rolls a transaction back', async () => {
    const t = await db.startTransaction()
    await t.collection('orders').add({ _id: 'a' })
    expect(await t.collection('orders').doc('none').get()).toMatchObject({ data: null })
    await t.rollback()
    expect(await codeOf(t.commit())).toBe('DATABASE_TRANSACTION_FAIL')
    expect((await db.collection('orders').count()).total).toBe(0)
  })

  test('200 conditional decrements of 50 at once take exactly 50', async () => {
    const _ = db.command
    await db.collection('orders').add({ _id: 'stock', n: 50 })
    const take = () =>
      db
        .collection('orders')
        .where({ _id: 'stock', n: _.gte(1) })
        .update({ n: _.inc(-1) })
    const answers = await Promise.all(Array.from({ length: 200 }, take))
    expect(answers.filter(({ updated }) => updated === 1)).toHaveLength(50)
    expect((await db.collection('orders').doc('stock').get()).data).toEqual([{ _id: 'stock', n: 0 }])
  })
})

describe('functions called through @cloudbase/node-sdk', () => {
  test('answer what they returned, with nobody as their caller', async () => {
    const { result } = await target.serverApp().callFunction({ name: 'echo', data: { dish: '面' } })
    expect(result).toMatchObject({ event: { dish: '面' }, context: { function_name: 'echo' } })
    expect((result as { caller: object }).caller).not.toHaveProperty('OPENID')
  })

  test('answer through another function', async () => {
    const data = { name: 'echo', data: { n: 1 } }
    const { result } = await target.serverApp().callFunction({ name: 'nested', data })
    expect(result).toMatchObject({ event: { n: 1 } })
  })

  test('fail by code when there is none of that name, and when their time is over', async () => {
    const app = target.serverApp()
    expect(await codeOf(app.callFunction({ name: 'nobody', data: {} }))).toBe('FUNCTION_NOT_FOUND')
    const slow = app.callFunction({ name: 'slow', data: { ms: 20_000 } })
    expect(await codeOf(slow)).toBe('FUNCTION_TIME_LIMIT_EXCEEDED')
  })
})
