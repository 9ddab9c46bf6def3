import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from './codeOf.ts'
import { openTarget, type ServerDatabase, type Target } from './target.ts'

type Aggregation = ReturnType<ReturnType<ServerDatabase['collection']>['aggregate']>

let target: Target
let db: ServerDatabase

beforeAll(async () => {
  target = await openTarget()
  db = target.serverApp().database()
  for (const name of ['sales', 'goods', 'places', 'many']) await target.collection(name)
  await db.collection('sales').add([
    {
      _id: 1,
      shop: 'east',
      fen: 300,
      lines: [
        { dish: 'a', n: 2 },
        { dish: 'b', n: 1 },
      ],
      tags: ['hot'],
    },
    { _id: 2, shop: 'east', fen: 100, lines: [{ dish: 'a', n: 1 }], tags: [] },
    { _id: 3, shop: 'west', fen: 900, lines: [], tags: ['hot', 'new'] },
    { _id: 4, fen: 500, lines: null },
  ])
  await db.collection('goods').add([
    { _id: 'a', name: 'noodles', kinds: ['soup', 'dry'] },
    { _id: 'b', name: 'tofu', kinds: ['soup'] },
    { _id: 'c', name: 'tea' },
  ])
  await db.collection('places').add([
    { _id: 'far', at: new db.Geo.Point(1, 1) },
    { _id: 'near', at: new db.Geo.Point(0, 0.5) },
  ])
  await db.collection('many').add(Array.from({ length: 30 }, (_, n) => ({ _id: n, n })))
})
afterAll(() => target.close())

const run = async (build: (start: Aggregation) => Aggregation, collection = 'sales'): Promise<unknown[]> =>
  (await build(db.collection(collection).aggregate()).end()).data

/** The stages that the SDK has methods for, and a test of this file that uses each. */
const STAGES = new Set(
  'addFields bucket bucketAuto count geoNear group limit match project lookup replaceRoot sample skip sort sortByCount unwind'.split(
    ' ',
  ),
)

describe('stages of aggregations', () => {
  test('every stage that the SDK can build is tested here', () => {
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

  test('group accumulates, with null for missing keys, and keeps keys of different kinds apart', async () => {
    const $ = db.command.aggregate
    const made = await run((start) =>
      start
        .group({
          _id: '$shop',
          sum: $.sum('$fen'),
          n: $.sum(1),
          avg: $.avg('$fen'),
          first: $.first('$_id'),
          last: $.last('$_id'),
          min: $.min('$fen'),
          max: $.max('$tags'),
          all: $.push('$shop'),
          set: $.addToSet('$shop'),
          pop: $.stdDevPop('$fen'),
          samp: $.stdDevSamp('$fen'),
          merged: $.mergeObjects({ shop: '$shop', x: '$_id' }),
        })
        .sort({ _id: 1 }),
    )
    expect(made).toEqual([
      {
        _id: null,
        sum: 500,
        n: 1,
        avg: 500,
        first: 4,
        last: 4,
        min: 500,
        max: null,
        all: [],
        set: [],
        pop: 0,
        samp: null,
        merged: { x: 4 },
      },
      {
        _id: 'east',
        sum: 400,
        n: 2,
        avg: 200,
        first: 1,
        last: 2,
        min: 100,
        max: ['hot'],
        all: ['east', 'east'],
        set: ['east'],
        pop: 100,
        samp: Math.sqrt(20_000),
        merged: { shop: 'east', x: 2 },
      },
      {
        _id: 'west',
        sum: 900,
        n: 1,
        avg: 900,
        first: 3,
        last: 3,
        min: 900,
        max: ['hot', 'new'],
        all: ['west'],
        set: ['west'],
        pop: 0,
        samp: null,
        merged: { shop: 'west', x: 3 },
      },
    ])
    expect(await run((start) => start.group({ _id: null, n: $.sum('$fen') }))).toEqual([{ _id: null, n: 1800 }])
    for (const wrong of [
      { n: $.sum(1) },
      { _id: 1, n: 5 },
      { _id: 1, n: $.add([1, 2]) },
      { _id: 1, 'a.b': $.sum(1) },
    ]) {
      expect(await codeOf(run((start) => start.group(wrong)))).toBe('DATABASE_REQUEST_FAILED')
    }
  })

  test('bucket sorts into half-open ranges, the rest into the default, or refuses it', async () => {
    const $ = db.command.aggregate
    const boundaries = [100, 300, 500]
    expect(
      await run((start) =>
        start.bucket({ groupBy: '$fen', boundaries, default: 'more', output: { ids: $.push('$_id') } }),
      ),
    ).toEqual([
      { _id: 100, ids: [2] },
      { _id: 300, ids: [1] },
      { _id: 'more', ids: [3, 4] },
    ])
    expect(await run((start) => start.match({ _id: 2 }).bucket({ groupBy: '$fen', boundaries }))).toEqual([
      { _id: 100, count: 1 },
    ])
    const wrong = [
      { groupBy: '$fen', boundaries },
      { groupBy: '$fen', boundaries: [500, 100], default: 0 },
      { groupBy: '$fen', boundaries: [1, 'a'], default: 0 },
      { groupBy: '$fen', boundaries, default: 200 },
      { groupBy: '$fen', boundaries: [1] },
    ]
    for (const argument of wrong) {
      expect(await codeOf(run((start) => start.bucket(argument))), JSON.stringify(argument)).toBe(
        'DATABASE_REQUEST_FAILED',
      )
    }
  })

  test('bucketAuto parts evenly and never parts equal values', async () => {
    expect(await run((start) => start.bucketAuto({ groupBy: '$fen', buckets: 2 }))).toEqual([
      { _id: { min: 100, max: 500 }, count: 2 },
      { _id: { min: 500, max: 900 }, count: 2 },
    ])
    const $ = db.command.aggregate
    expect(
      await run((start) => start.bucketAuto({ groupBy: '$shop', buckets: 3, output: { fen: $.sum('$fen') } })),
    ).toEqual([
      { _id: { min: null, max: 'east' }, fen: 500 },
      { _id: { min: 'east', max: 'west' }, fen: 400 },
      { _id: { min: 'west', max: 'west' }, fen: 900 },
    ])
    expect(await run((start) => start.bucketAuto({ groupBy: '$fen', buckets: 2, granularity: 'R5' }))).toEqual([
      { _id: { min: 0, max: 400 }, count: 2 },
      { _id: { min: 400, max: 1000 }, count: 2 },
    ])
    expect(await codeOf(run((start) => start.bucketAuto({ groupBy: '$fen', buckets: 0 })))).toBe(
      'DATABASE_REQUEST_FAILED',
    )
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

  test('sortByCount counts values, the most frequent first', async () => {
    expect(await run((start) => start.unwind('$tags').sortByCount('$tags'))).toEqual([
      { _id: 'hot', count: 2 },
      { _id: 'new', count: 1 },
    ])
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
