import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from './codeOf.ts'
import { type Aggregation, openSales, type Sales } from './sales.ts'
import type { ServerDatabase } from './target.ts'

let sales: Sales
let db: ServerDatabase
const run: Sales['run'] = (build, collection) => sales.run(build, collection)

beforeAll(async () => {
  sales = await openSales()
  db = sales.db
})
afterAll(() => sales.target.close())

/** The stages that the SDK has methods for; those that group are tested in aggregationGroups.test.ts. */
const STAGES = new Set(
  'addFields bucket bucketAuto count geoNear group limit match project lookup replaceRoot sample skip sort sortByCount unwind'.split(
    ' ',
  ),
)

describe('stages of aggregations', () => {
  test('every stage that the SDK can build is tested', () => {
    const prototype = Object.getPrototypeOf(db.collection('sales').aggregate()) as object
    const others = new Set(['constructor', 'end', 'unwrap', 'done', '_pipe'])
    expect(new Set(Object.getOwnPropertyNames(prototype).filter((name) => !others.has(name)))).toEqual(STAGES)
  })

  test('addFields adds within objects, in each element of an array, and removes with $$REMOVE', async () => {
    const [made] = await run((start) =>
      start
        .match({ _id: 1 })
        .addFields({ 'lines.paid': true, 'who.name': '$shop', fen: '$$REMOVE', tags: { x: 1 }, none: '$absent' }),
    )
    expect(made).toEqual({
      _id: 1,
      shop: 'east',
      lines: [
        { dish: 'a', n: 2, paid: true },
        { dish: 'b', n: 1, paid: true },
      ],
      tags: [{ x: 1 }],
      who: { name: 'east' },
    })
  })

  test('project keeps in the order of the document, drops, renames and computes', async () => {
    const one = (fields: Record<string, unknown>) => run((start) => start.match({ _id: 1 }).project(fields))
    expect(await one({ 'lines.n': 1, shop: 1 })).toEqual([{ _id: 1, shop: 'east', lines: [{ n: 2 }, { n: 1 }] }])
    expect(await one({ lines: 0, tags: 0, _id: 0 })).toEqual([{ shop: 'east', fen: 300 }])
    expect(
      await one({ _id: 0, lines: { dish: 1 }, price: { yuan: db.command.aggregate.divide(['$fen', 100]) } }),
    ).toEqual([{ lines: [{ dish: 'a' }, { dish: 'b' }], price: { yuan: 3 } }])
    expect(await codeOf(one({ shop: 1, fen: 0 }))).toBe('DATABASE_REQUEST_FAILED')
    expect(await codeOf(one({ lines: 1, 'lines.n': 1 }))).toBe('DATABASE_REQUEST_FAILED')
    expect(await codeOf(one({}))).toBe('DATABASE_REQUEST_FAILED')
  })

  test('lookup joins by fields: elements of arrays, and null with what is missing', async () => {
    const joined = await run((start) =>
      start
        .lookup({ from: 'goods', localField: 'lines.dish', foreignField: '_id', as: 'it.goods' })
        .project({ 'it.goods._id': 1 }),
    )
    expect(joined).toEqual([
      { _id: 1, it: { goods: [{ _id: 'a' }, { _id: 'b' }] } },
      { _id: 2, it: { goods: [{ _id: 'a' }] } },
      { _id: 3, it: { goods: [] } },
      { _id: 4, it: { goods: [] } },
    ])
    const reversed = await run((start) =>
      start
        .lookup({ from: 'goods', localField: 'absent', foreignField: 'kinds', as: 'goods' })
        .project({ 'goods._id': 1 })
        .limit(1),
    )
    expect(reversed).toEqual([{ _id: 1, goods: [{ _id: 'c' }] }])
    expect(
      await run((start) =>
        start
          .match({ _id: 1 })
          .lookup({ from: 'nowhere', localField: '_id', foreignField: 'x', as: 'none' })
          .project({ none: 1 }),
      ),
    ).toEqual([{ _id: 1, none: [] }])
  })

  test('lookup runs a pipeline with variables of the document around it', async () => {
    const $ = db.command.aggregate
    const made = await run((start) =>
      start
        .match({ _id: db.command.in([1, 3]) })
        .lookup({
          from: 'goods',
          let: { sold: '$lines.dish', shop: '$shop' },
          pipeline: $.pipeline()
            .match(db.command.expr($.in(['$_id', '$$sold'])))
            .project({ _id: 0, name: 1, shop: '$$shop' })
            .sort({ name: -1 })
            .done(),
          as: 'goods',
        })
        .project({ goods: 1 }),
    )
    expect(made).toEqual([
      {
        _id: 1,
        goods: [
          { name: 'tofu', shop: 'east' },
          { name: 'noodles', shop: 'east' },
        ],
      },
      { _id: 3, goods: [] },
    ])
    for (const wrong of [
      { from: 'goods', as: 'x' },
      { from: 'goods', localField: 'a', as: 'x' },
      { from: 'goods', pipeline: [{ $foo: 1 }], as: 'x' },
      { pipeline: [], as: 'x' },
    ]) {
      expect(await codeOf(run((start) => start.lookup(wrong))), JSON.stringify(wrong)).toBe('DATABASE_REQUEST_FAILED')
    }
  })

  test('unwind takes arrays apart, with index, and keeps empty ones on request', async () => {
    expect(await run((start) => start.unwind('$lines').project({ 'lines.dish': 1 }))).toEqual([
      { _id: 1, lines: { dish: 'a' } },
      { _id: 1, lines: { dish: 'b' } },
      { _id: 2, lines: { dish: 'a' } },
    ])
    const kept = { path: '$lines', preserveNullAndEmptyArrays: true, includeArrayIndex: 'at' }
    expect(await run((start) => start.unwind(kept).project({ lines: 1, at: 1 }))).toEqual([
      { _id: 1, lines: { dish: 'a', n: 2 }, at: 0 },
      { _id: 1, lines: { dish: 'b', n: 1 }, at: 1 },
      { _id: 2, lines: { dish: 'a', n: 1 }, at: 0 },
      { _id: 3, at: null },
      { _id: 4, lines: null, at: null },
    ])
    expect(await codeOf(run((start) => start.unwind('lines')))).toBe('DATABASE_REQUEST_FAILED')
  })

  test('sort, skip, limit and count go in the order written', async () => {
    const ids = await run((start) => start.sort({ shop: -1, fen: 1 }).skip(1).limit(2).project({ _id: 1 }))
    expect(ids).toEqual([{ _id: 2 }, { _id: 1 }])
    expect(await run((start) => start.match({ shop: 'east' }).count('n'))).toEqual([{ n: 2 }])
    expect(await run((start) => start.match({ shop: 'north' }).count('n'))).toEqual([])
    for (const wrong of [
      (start: Aggregation) => start.limit(0),
      (start: Aggregation) => start.skip(-1),
      (start: Aggregation) => start.sort({ fen: 2 }),
      (start: Aggregation) => start.count('$n'),
    ]) {
      expect(await codeOf(run(wrong))).toBe('DATABASE_REQUEST_FAILED')
    }
  })

  test('replaceRoot makes a document of an expression, and refuses what is none', async () => {
    const $ = db.command.aggregate
    const root = (newRoot: unknown) => run((start) => start.match({ _id: 1 }).replaceRoot({ newRoot }))
    expect(await root($.mergeObjects([{ of: '$_id' }, $.arrayElemAt(['$lines', 0])]))).toEqual([
      { of: 1, dish: 'a', n: 2 },
    ])
    expect(await codeOf(root('$shop'))).toBe('DATABASE_REQUEST_FAILED')
    expect(await codeOf(root('$absent'))).toBe('DATABASE_REQUEST_FAILED')
  })

  test('sample draws different documents', async () => {
    const drawn = (await run((start) => start.sample({ size: 3 }))) as { _id: number }[]
    expect(new Set(drawn.map(({ _id }) => _id)).size).toBe(3)
    expect(await run((start) => start.sample({ size: 100 }))).toHaveLength(4)
    expect(await codeOf(run((start) => start.sample({ size: 0 })))).toBe('DATABASE_REQUEST_FAILED')
  })

  test('geoNear answers by distance, in metres times the multiplier', async () => {
    const near = (more: object) =>
      run(
        (start) =>
          start.geoNear({
            near: new db.Geo.Point(0, 0),
            spherical: true,
            distanceField: 'far.km',
            distanceMultiplier: 0.001,
            ...more,
          }),
        'places',
      )
    expect(await near({ includeLocs: 'loc', key: 'at' })).toMatchObject([
      { _id: 'near', far: { km: expect.closeTo(55.66, 1) }, loc: { type: 'Point', coordinates: [0, 0.5] } },
      { _id: 'far', far: { km: expect.closeTo(157.4, 1) } },
    ])
    expect(await near({ maxDistance: 100_000 })).toHaveLength(1)
    expect(await near({ minDistance: 100_000 })).toHaveLength(1)
    expect(await near({ query: { _id: 'far' } })).toHaveLength(1)
    expect(await codeOf(near({ distanceField: undefined }))).toBe('DATABASE_REQUEST_FAILED')
  })

  test('a pipeline without a limit answers 20 documents, and with one up to as many as it says', async () => {
    expect(await run((start) => start.match({}), 'many')).toHaveLength(20)
    expect(await run((start) => start.limit(25), 'many')).toHaveLength(25)
    expect(await run((start) => start.count('n'), 'many')).toEqual([{ n: 30 }])
  })

  test('stages that write, read beside the collection or do not exist are refused', async () => {
    const stages = [{ $out: 'x' }, { $merge: 'x' }, { $foo: 1 }, { $currentOp: {} }, { $match: { $where: '1' } }]
    for (const stage of stages) {
      const raw = db
        .collection('sales')
        .options({ raw: true })
        .aggregate([stage] as never)
      expect(await codeOf(raw.end()), JSON.stringify(stage)).toBe('DATABASE_REQUEST_FAILED')
    }
  })
})
