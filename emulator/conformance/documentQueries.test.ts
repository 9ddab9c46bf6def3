import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from './codeOf.ts'
import { openTarget, type ServerDatabase, type Target } from './target.ts'

let target: Target
let db: ServerDatabase

const AT = new Date('2026-03-01T12:00:00Z')

beforeAll(async () => {
  target = await openTarget()
  db = target.serverApp().database()
  await target.collection('menu')
  await db.collection('menu').add([
    {
      _id: 'a',
      n: 1,
      name: 'Noodles',
      tags: ['hot', 'new'],
      sizes: [
        { g: 1, fen: 5 },
        { g: 2, fen: 9 },
      ],
      at: AT,
      of: db.ObjectId({ id: '507f1f77bcf86cd799439011' }),
    },
    { _id: 'b', n: 2, name: 'tofu', tags: [], sizes: [{ g: 1, fen: 9 }], at: new Date(0), gone: null },
    { _id: 'c', n: 3.5, name: 'Tea', tags: ['hot'], deep: { a: { b: [1, 2] } } },
    { _id: 'd', n: '3', sizes: [] },
  ])
})
afterAll(() => target.close())

type Condition = object
const idsWhere = async (condition: Condition): Promise<string> =>
  (await db.collection('menu').where(condition).orderBy('_id', 'asc').get()).data
    .map(({ _id }: { _id: string }) => _id)
    .join('')

/** By the names of the SDK's query commands: conditions and the documents that they find. */
function queries(_: ServerDatabase['command']): { [name: string]: [condition: Condition, ids: string][] } {
  // The package's types know no argument of it.
  const mod = _.mod as (...numbers: unknown[]) => unknown
  return {
    eq: [
      [{ n: _.eq(1) }, 'a'],
      [{ tags: _.eq(['hot']) }, 'c'],
      [{ gone: _.eq(null) }, 'abcd'],
      [{ n: 3.5 }, 'c'],
    ],
    neq: [
      [{ n: _.neq(1) }, 'bcd'],
      [{ tags: _.neq('hot') }, 'bd'],
      [{ name: _.neq(null) }, 'abc'],
    ],
    lt: [
      [{ n: _.lt(2) }, 'a'],
      [{ n: _.lt('4') }, 'd'],
    ],
    lte: [
      [{ n: _.lte(2) }, 'ab'],
      [{ at: _.lte(AT) }, 'ab'],
    ],
    gt: [
      [{ n: _.gt(1).and(_.lt(3)) }, 'b'],
      [{ 'sizes.fen': _.gt(8) }, 'ab'],
    ],
    gte: [
      [{ n: _.gte(2) }, 'bc'],
      [{ at: _.gte(AT) }, 'a'],
      [{ at: _.gte(AT.getTime()) }, ''],
    ],
    in: [
      [{ n: _.in([1, '3']) }, 'ad'],
      [{ tags: _.in(['new', []]) }, 'ab'],
      [{ n: _.in([]) }, ''],
    ],
    nin: [
      [{ n: _.nin([1, '3']) }, 'bc'],
      [{ at: _.nin([null]) }, 'ab'],
    ],
    all: [
      [{ tags: _.all(['new', 'hot']) }, 'a'],
      [{ name: _.all(['Tea']) }, 'c'],
    ],
    elemMatch: [
      [{ sizes: _.elemMatch({ g: 1, fen: _.gt(5) }) }, 'b'],
      [{ tags: _.elemMatch(_.eq('new')) }, 'a'],
    ],
    exists: [
      [{ at: _.exists(true) }, 'ab'],
      [{ gone: _.exists(false) }, 'acd'],
      [{ 'deep.a.b': _.exists(true) }, 'c'],
    ],
    size: [
      [{ tags: _.size(0) }, 'b'],
      [{ sizes: _.size(2) }, 'a'],
    ],
    mod: [
      [{ n: mod(2, 0) }, 'b'],
      [{ n: mod([2, 1]) }, 'ac'],
    ],
    and: [
      [_.and([{ n: _.gt(1) }, { tags: 'hot' }]), 'c'],
      [{ n: _.and(_.gt(0), _.lt(2)) }, 'a'],
    ],
    or: [
      [_.or([{ n: 1 }, { name: 'Tea' }]), 'ac'],
      [{ n: _.or(_.eq(1), _.eq(2)) }, 'ab'],
    ],
    nor: [[_.nor([{ n: 1 }, { name: 'Tea' }]), 'bd']],
    not: [
      [{ n: _.not(_.gt(1)) }, 'ad'],
      [{ name: _.not(/^t/i) }, 'ad'],
    ],
    expr: [[_.expr(_.aggregate.gt([_.aggregate.size(_.aggregate.ifNull(['$sizes', []])), 1])), 'a']],
    jsonSchema: [
      [_.jsonSchema({ required: ['at'], properties: { n: { bsonType: 'int', minimum: 2 } } }), 'b'],
      [_.jsonSchema({ properties: { n: { bsonType: 'double' } }, required: ['n'] }), 'c'],
    ],
  }
}

describe('queries', () => {
  test('every query command that the SDK can build has its cases here or in the tests of updates and geography', () => {
    const elsewhere = ['geoNear', 'geoWithin', 'geoIntersects', 'text', 'aggregate', 'project']
    const updates = 'set remove inc mul push pull pullAll pop shift unshift addToSet rename bit max min'.split(' ')
    const covered = new Set([...Object.keys(queries(db.command)), ...elsewhere, ...updates])
    expect(Object.keys(db.command).filter((name) => !covered.has(name))).toEqual([])
  })

  test('commands find what they find in MongoDB', async () => {
    for (const [name, cases] of Object.entries(queries(db.command))) {
      for (const [condition, ids] of cases) {
        expect(await idsWhere(condition), `${name} ${JSON.stringify(condition)}`).toBe(ids)
      }
    }
  })

  test('regular expressions, ObjectIds, server dates and null are found by value', async () => {
    expect(await idsWhere({ name: /^t/i })).toBe('bc')
    expect(await idsWhere({ name: db.RegExp({ regexp: '^t', options: '' }) })).toBe('b')
    expect(await idsWhere({ of: db.ObjectId({ id: '507F1F77BCF86CD799439011' }) })).toBe('a')
    expect(await idsWhere({ of: '507f1f77bcf86cd799439011' })).toBe('a')
    expect(await idsWhere({ at: db.command.lt(db.serverDate()) })).toBe('ab')
    expect(await idsWhere({ at: null })).toBe('cd')
    expect(await idsWhere({ deep: { a: { b: 1 } } })).toBe('c')
    expect(await idsWhere({ 'sizes.0.fen': 9 })).toBe('b')
  })

  test('conditions that MongoDB refuses are refused', async () => {
    const raw = (condition: Condition) => db.collection('menu').options({ raw: true }).where(condition).get()
    const wrong = [
      { n: { $foo: 1 } },
      { n: { $in: 1 } },
      { $or: [] },
      { n: { $size: 'x' } },
      { n: { $mod: [0, 1] } },
      { $where: '1' },
      { n: { $not: 1 } },
      { $text: { $search: 'x' } },
      { n: { $regex: '(' } },
    ]
    for (const condition of wrong) {
      expect(await codeOf(raw(condition)), JSON.stringify(condition)).toBe('DATABASE_REQUEST_FAILED')
    }
    expect(
      await codeOf(
        db
          .collection('menu')
          .where({ n: db.command.text({ search: 'x' } as never) as never })
          .get(),
      ),
    ).toBe('DATABASE_REQUEST_FAILED')
  })

  test('orders by mixed kinds, skips, limits and counts', async () => {
    const ids = async (query: { get(): Promise<{ data: { _id: string }[] }> }) =>
      (await query.get()).data.map(({ _id }) => _id).join('')
    expect(await ids(db.collection('menu').orderBy('n', 'desc'))).toBe('dcba')
    expect(await ids(db.collection('menu').orderBy('tags', 'asc').orderBy('_id', 'desc'))).toBe('bdca')
    expect(await ids(db.collection('menu').orderBy('_id', 'asc').skip(1).limit(2))).toBe('bc')
    expect(
      await db
        .collection('menu')
        .where({ n: db.command.gt(1) })
        .count(),
    ).toMatchObject({ total: 2 })
  })

  test('fields are kept or dropped, arrays shortened and searched', async () => {
    const one = async (projection: Record<string, unknown>) =>
      (
        await db
          .collection('menu')
          .where({ _id: 'a' })
          .field(projection as never)
          .get()
      ).data[0]
    const { project } = db.command
    expect(await one({ name: true, 'sizes.g': true })).toEqual({
      _id: 'a',
      name: 'Noodles',
      sizes: [{ g: 1 }, { g: 2 }],
    })
    expect(await one({ _id: false, tags: project.slice(1), n: true })).toEqual({ tags: ['hot'], n: 1 })
    expect(await one({ tags: project.slice([-1, 1]), n: true })).toEqual({ _id: 'a', n: 1, tags: ['new'] })
    expect(await one({ sizes: project.elemMatch({ fen: 9 }) })).toEqual({ _id: 'a', sizes: [{ g: 2, fen: 9 }] })
    expect(await one({ sizes: project.elemMatch({ fen: 77 }), n: true })).toEqual({ _id: 'a', n: 1 })
    expect(Object.keys(await one({ tags: false, sizes: false, at: false, of: false }))).toEqual(['_id', 'n', 'name'])
    expect(await codeOf(one({ name: true, tags: false }))).toBe('DATABASE_REQUEST_FAILED')
    const found = await db
      .collection('menu')
      .where({ 'sizes.fen': 9 })
      .field({ 'sizes.$': true })
      .orderBy('_id', 'asc')
      .get()
    expect(found.data).toEqual([
      { _id: 'a', sizes: [{ g: 2, fen: 9 }] },
      { _id: 'b', sizes: [{ g: 1, fen: 9 }] },
    ])
  })

  test('a query answers 100 documents when it names no limit, and 1000 at most', async () => {
    const many = db.collection(await target.collection('crowd'))
    await many.add(Array.from({ length: 1001 }, (_, n) => ({ _id: `${n}`, n })))
    expect((await many.get()).data).toHaveLength(100)
    expect((await many.limit(5000).get()).data).toHaveLength(1000)
    expect(await many.count()).toMatchObject({ total: 1001 })
  })
})
