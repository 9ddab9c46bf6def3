import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from './codeOf.ts'
import { openSales, type Sales } from './sales.ts'
import type { ServerDatabase } from './target.ts'

let sales: Sales
let db: ServerDatabase
const run: Sales['run'] = (build, collection) => sales.run(build, collection)

beforeAll(async () => {
  sales = await openSales()
  db = sales.db
})
afterAll(() => sales.target.close())

describe('stages that group', () => {
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
    const kinds = $.cond([$.eq(['$shop', 'east']), 1, '1'])
    expect(await run((start) => start.group({ _id: kinds, n: $.sum(1) }).sort({ _id: 1 }))).toEqual([
      { _id: 1, n: 2 },
      { _id: '1', n: 2 },
    ])
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
    const thirds = await run((start) => start.bucketAuto({ groupBy: '$fen', buckets: 3 }))
    expect(thirds.map((bucket) => (bucket as { count: number }).count)).toEqual([1, 1, 2])
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

  test('sortByCount counts values, the most frequent first', async () => {
    expect(await run((start) => start.unwind('$tags').sortByCount('$tags'))).toEqual([
      { _id: 'hot', count: 2 },
      { _id: 'new', count: 1 },
    ])
  })
})
