import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeOf } from './codeOf.ts'
import { openTarget, type ServerDatabase, type Target } from './target.ts'

type Fields = Record<string, unknown>

let target: Target
let db: ServerDatabase

beforeAll(async () => {
  target = await openTarget()
  db = target.serverApp().database()
})
beforeEach(() => target.collection('desk'))
afterAll(() => target.close())

const FAILED = 'DATABASE_REQUEST_FAILED'

/** The document after the update, without its `_id`. */
async function after(before: Fields, change: Fields): Promise<Fields> {
  await db.collection('desk').doc('a').set(before)
  await db.collection('desk').doc('a').update(change)
  const { _id, ...fields } = (await db.collection('desk').doc('a').get()).data[0]
  return fields
}

const BEFORE = { n: 5, text: 'x', list: [3, 1, 2], rows: [{ q: 1 }, { q: 2 }], deep: { a: 1 } }
type Command = ServerDatabase['command']

/** By the names of the SDK's update commands: changes of `BEFORE` and the fields that they leave different. */
const CHANGES = (_: Command): { [name: string]: [change: Fields, changed: Fields][] } => ({
  set: [
    [{ deep: _.set({ b: 2 }) }, { deep: { b: 2 } }],
    [{ deep: { b: 2 } }, { deep: { a: 1, b: 2 } }],
    [{ 'new.x.y': 1 }, { new: { x: { y: 1 } } }],
  ],
  remove: [
    [
      { text: _.remove(), 'deep.a': _.remove() },
      { text: undefined, deep: {} },
    ],
    [{ 'list.0': _.remove() }, { list: [null, 1, 2] }],
  ],
  inc: [
    [
      { n: _.inc(-2), m: _.inc(1.5), 'deep.a': _.inc(1) },
      { n: 3, m: 1.5, deep: { a: 2 } },
    ],
  ],
  mul: [
    [
      { n: _.mul(0.5), m: _.mul(9) },
      { n: 2.5, m: 0 },
    ],
  ],
  min: [
    [
      { n: _.min(3), 'deep.a': _.min(9), m: _.min(1) },
      { n: 3, m: 1 },
    ],
  ],
  max: [
    [{ n: _.max(3), text: _.max(9), m: _.max(1) }, { m: 1 }],
    [{ n: _.max('a') }, { n: 'a' }],
  ],
  bit: [
    [
      { n: _.bit({ and: 4 } as never), m: _.bit({ or: 6 } as never) },
      { n: 4, m: 6 },
    ],
  ],
  rename: [[{ text: _.rename('deep.t') }, { text: undefined, deep: { a: 1, t: 'x' } }]],
  push: [
    [{ list: _.push([9, 8]) }, { list: [3, 1, 2, 9, 8] }],
    [{ fresh: _.push(1) }, { fresh: [1] }],
    [{ list: _.push({ each: [0, 9], position: 1, sort: -1, slice: 3 } as never) }, { list: [9, 3, 2] }],
    [{ rows: _.push({ each: [{ q: 0 }], sort: { q: -1 } } as never) }, { rows: [{ q: 2 }, { q: 1 }, { q: 0 }] }],
  ],
  unshift: [[{ list: _.unshift([8, 9]) }, { list: [8, 9, 3, 1, 2] }]],
  pop: [[{ list: _.pop(), none: _.pop() }, { list: [3, 1] }]],
  shift: [[{ list: _.shift() }, { list: [1, 2] }]],
  pull: [
    [{ list: _.pull(_.gte(2)) }, { list: [1] }],
    [{ rows: _.pull({ q: _.in([2, 3]) }) }, { rows: [{ q: 1 }] }],
    [{ list: _.pull(3) }, { list: [1, 2] }],
  ],
  pullAll: [
    [
      { list: _.pullAll([1, 2, 7]), rows: _.pullAll([{ q: 1 }]) },
      { list: [3], rows: [{ q: 2 }] },
    ],
  ],
  addToSet: [
    [{ list: _.addToSet(3), rows: _.addToSet({ q: 9 }) }, { rows: [{ q: 1 }, { q: 2 }, { q: 9 }] }],
    [{ list: _.addToSet({ $each: [3, 4] }) }, { list: [3, 1, 2, 4] }],
  ],
})

/** By the names of the commands: changes of `BEFORE` that MongoDB refuses. */
const REFUSED = (_: Command): { [name: string]: Fields[] } => ({
  set: [{ 'n.x': 1 }, { 'list.x': 1 }, { 'a..b': 1 }, { deep: _.set({ $x: 1 }) }, { n: 1, 'n.x': 1 }],
  inc: [{ text: _.inc(1) }, { n: _.inc('1' as never) }, { list: _.inc(1) }],
  mul: [{ text: _.mul(2) }],
  bit: [{ text: _.bit({ and: 1 } as never) }, { n: _.bit({ nand: 1 } as never) }],
  rename: [{ n: _.rename('n') }, { text: _.rename('list.0') }],
  push: [
    { n: _.push(1) },
    { list: _.push({ each: [1], slice: 'x' } as never) },
    { list: _.push({ each: 1 } as never) },
  ],
  pop: [{ n: _.pop() }],
  pull: [{ text: _.pull('x') }],
  pullAll: [{ n: _.pullAll([1]) }, { list: _.pullAll(1 as never) }],
  addToSet: [{ deep: _.addToSet(1) }],
})

describe('updates', () => {
  test('commands change what they change in MongoDB', async () => {
    for (const [name, cases] of Object.entries(CHANGES(db.command))) {
      for (const [change, changed] of cases) {
        const expected = Object.fromEntries(
          Object.entries({ ...BEFORE, ...changed }).filter(([, value]) => value !== undefined),
        )
        expect(await after(BEFORE, change), `${name} ${JSON.stringify(change)}`).toEqual(expected)
      }
    }
  })

  test('what MongoDB refuses is refused, and leaves the document as it was', async () => {
    for (const [name, changes] of Object.entries(REFUSED(db.command))) {
      for (const change of changes) {
        expect(await codeOf(after(BEFORE, change)), `${name} ${JSON.stringify(change)}`).toBe(FAILED)
        expect((await db.collection('desk').doc('a').get()).data).toEqual([{ _id: 'a', ...BEFORE }])
      }
    }
  })

  test('`$` changes the element that the condition found, `$[]` every element', async () => {
    const desk = db.collection('desk')
    await desk.add({
      _id: 'a',
      rows: [
        { k: 'x', n: 1 },
        { k: 'y', n: 1 },
      ],
    })
    await desk.where({ 'rows.k': 'y' }).update({ 'rows.$.n': db.command.inc(1) })
    await desk.where({ rows: db.command.elemMatch({ k: 'x' }) }).update({ 'rows.$.seen': true })
    await desk.doc('a').update({ 'rows.$[].n': db.command.inc(10) })
    expect((await desk.doc('a').get()).data[0].rows).toEqual([
      { k: 'x', n: 11, seen: true },
      { k: 'y', n: 12 },
    ])
    expect(await codeOf(desk.doc('a').update({ 'rows.$.n': 1 }))).toBe(FAILED)
  })

  test('a server date is the instant of the write, moved by its offset', async () => {
    const desk = db.collection('desk')
    await desk.add({ _id: 'a', at: db.serverDate(), list: [] })
    await desk.doc('a').update({
      later: db.serverDate({ offset: 60_000 } as never),
      'deep.at': db.serverDate(),
      list: db.command.push([{ at: db.serverDate() }]),
    })
    const { at, later, deep, list } = (await desk.doc('a').get()).data[0]
    for (const date of [at, later, deep.at, list[0].at]) expect(date).toBeInstanceOf(Date)
    expect(later.getTime() - deep.at.getTime()).toBe(60_000)
    await desk.doc('a').set({ at: db.serverDate() })
    expect((await desk.doc('a').get()).data[0].at).toBeInstanceOf(Date)
  })

  test('`updated` counts the documents that changed; where().update changes all, or one on request', async () => {
    const desk = db.collection('desk')
    await desk.add([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 1 },
      { _id: 'c', n: 2 },
    ])
    expect(await desk.where({ n: db.command.gt(0) }).update({ n: 2 })).toMatchObject({ updated: 2 })
    expect(await desk.where({ n: 2 }).update({ n: 2 })).toMatchObject({ updated: 0 })
    expect(await desk.where({ n: 2 }).options({ multiple: false }).update({ n: 3 })).toMatchObject({ updated: 1 })
    expect(await desk.doc('none').update({ n: 1 })).toMatchObject({ updated: 0 })
  })

  test('updateAndReturn answers the document afterwards, and none when nothing matched', async () => {
    const desk = db.collection('desk')
    await desk.add({ _id: 'a', n: 1, at: new Date(5) })
    const query = (condition: object) =>
      desk.where(condition) as unknown as {
        updateAndReturn(change: object): Promise<{ updated: number; doc?: unknown }>
      }
    expect(await query({ n: 1 }).updateAndReturn({ n: db.command.inc(1) })).toMatchObject({
      updated: 1,
      doc: { _id: 'a', n: 2, at: new Date(5) },
    })
    expect((await query({ n: 1 }).updateAndReturn({ n: 9 })).doc ?? null).toBeNull()
    expect(await codeOf(query({ n: 2 }).updateAndReturn({ at: db.command.inc(1) }))).toBe(FAILED)
  })

  test('set replaces the whole document but its _id', async () => {
    const desk = db.collection('desk')
    await desk.doc('a').set({ z: 1, b: { c: 1 } })
    await desk.doc('a').set({ y: [1] })
    expect((await desk.doc('a').get()).data).toEqual([{ _id: 'a', y: [1] }])
    expect(await codeOf(desk.doc('a').set({ $y: 1 }))).toBe(FAILED)
  })
})

describe('values', () => {
  test('numbers, dates, texts and empty things come back as they went', async () => {
    const values = {
      int: 7,
      long: 2 ** 40,
      big: 2 ** 60,
      double: 1.5,
      tiny: 5e-324,
      nan: Number.NaN,
      endless: Number.POSITIVE_INFINITY,
      date: new Date(-1),
      none: null,
      empty: {},
      list: [[], [null]],
      text: '\u0000\u{1f35c}',
      yes: true,
    }
    await db.collection('desk').add({ _id: 'a', ...values })
    const [found] = (await db.collection('desk').doc('a').get()).data
    expect(found).toEqual({ _id: 'a', ...values })
  })

  test('whole numbers are int or long by their size, others double', async () => {
    await db.collection('desk').add([
      { _id: 'i', n: 7 },
      { _id: 'l', n: 2 ** 31 },
      { _id: 'd', n: 7.5 },
    ])
    const typed = async (bsonType: string) =>
      (
        await db
          .collection('desk')
          .where(db.command.jsonSchema({ properties: { n: { bsonType } } } as never) as never)
          .get()
      ).data
        .map(({ _id }: { _id: string }) => _id)
        .join('')
    expect([await typed('int'), await typed('long'), await typed('double'), await typed('number')]).toEqual([
      'i',
      'l',
      'd',
      'ild',
    ])
  })

  test('an ObjectId is its hexadecimal text, undefined fields vanish, ids are texts or numbers', async () => {
    const desk = db.collection('desk')
    await desk.add({ _id: 'a', of: db.ObjectId({ id: '507f1f77bcf86cd799439011' }), nothing: undefined })
    expect((await desk.doc('a').get()).data).toEqual([{ _id: 'a', of: '507f1f77bcf86cd799439011' }])
    const { id } = await desk.add({ _id: 7 })
    expect(id).toBe(7)
    expect((await desk.doc(7 as never).get()).data).toHaveLength(1)
    expect((await desk.doc('7').get()).data).toHaveLength(0)
  })

  test('names that a document must not have, too much depth and too many bytes are refused', async () => {
    const desk = db.collection('desk')
    let deep: Fields = {}
    for (let level = 0; level < 101; level++) deep = { deep }
    const refused = [
      { $set: 1 },
      { a: { $b: 1 } },
      { a: [{ $b: 1 }] },
      deep,
      { text: 'x'.repeat(17 * 1024 * 1024) },
      { _id: '' },
      { _id: [1] },
    ]
    for (const document of refused) {
      expect(await codeOf(desk.add(document as never)), JSON.stringify(document).slice(0, 60)).toMatch(
        /DATABASE_REQUEST_FAILED|INVALID_PARAM|EXCEED/,
      )
    }
    expect(await desk.count()).toMatchObject({ total: 0 })
  })

  test('documents added together keep their order, and a refused one stops those behind it', async () => {
    const desk = db.collection('desk')
    expect(await desk.add([{ _id: 'c' }, { _id: 'a' }, { _id: 'b' }])).toMatchObject({ ids: ['c', 'a', 'b'] })
    expect((await desk.get()).data.map(({ _id }: { _id: string }) => _id)).toEqual(['c', 'a', 'b'])
    expect(await codeOf(desk.add([{ _id: 'd' }, { _id: 'a' }, { _id: 'e' }]))).toBe('DATABASE_DUPLICATE_WRITE')
    expect((await desk.doc('e').get()).data).toEqual([])
  })
})
