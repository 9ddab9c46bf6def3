import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { codeOf, indexOn, openTestDatabase, type TestDatabase } from '../testDatabase.ts'

let cloud: TestDatabase
let database: Database

beforeEach(async () => {
  cloud = await openTestDatabase({ orders: [indexOn(['store'])], dishes: [] })
  database = cloud.database
  await database.insert('orders', [
    {
      _id: 1,
      store: 'east',
      at: new Date('2026-01-03T23:00:00Z'),
      lines: [
        { dish: 'a', n: 2 },
        { dish: 'b', n: 1 },
      ],
    },
    { _id: 2, store: 'east', at: new Date('2026-01-04T01:00:00Z'), lines: [{ dish: 'a', n: 1 }] },
    { _id: 3, store: 'west', at: new Date('2026-01-04T02:00:00Z'), lines: [] },
  ])
  await database.insert('dishes', [
    { _id: 'a', name: '牛肉面', fen: 2800 },
    { _id: 'b', name: '豆花', fen: 800 },
  ])
})
afterEach(() => cloud.discard())

test('unwinds, looks up, groups and sorts without touching the stored documents', async () => {
  const before = await database.find('orders', {})
  const sold = await database.aggregate('orders', [
    { $match: { store: 'east' } },
    { $unwind: '$lines' },
    { $lookup: { from: 'dishes', localField: 'lines.dish', foreignField: '_id', as: 'dish' } },
    { $addFields: { 'lines.fen': { $arrayElemAt: ['$dish.fen', 0] } } },
    {
      $group: { _id: '$lines.dish', fen: { $sum: { $multiply: ['$lines.n', '$lines.fen'] } }, n: { $sum: '$lines.n' } },
    },
    { $sort: { fen: -1 } },
  ])
  expect(sold).toEqual([
    { _id: 'a', fen: 8400, n: 3 },
    { _id: 'b', fen: 800, n: 1 },
  ])
  await database.aggregate('orders', [
    { $unwind: { path: '$lines', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
  ])
  await database.aggregate('orders', [{ $project: { 'lines.n': 0 } }])
  await database.aggregate('orders', [{ $addFields: { 'at.x': 1, lines: { dish: 'z' } } }])
  expect(await database.find('orders', {})).toEqual(before)
})

test('looks up with a pipeline and variables; a missing collection is empty', async () => {
  const [order] = await database.aggregate('orders', [
    { $match: { _id: 1 } },
    {
      $lookup: {
        from: 'dishes',
        let: { sold: '$lines.dish' },
        pipeline: [{ $match: { $expr: { $in: ['$_id', '$$sold'] } } }, { $project: { name: 1, _id: 0 } }],
        as: 'dishes',
      },
    },
    { $lookup: { from: 'nowhere', localField: '_id', foreignField: 'x', as: 'none' } },
  ])
  expect(order).toMatchObject({ dishes: [{ name: '牛肉面' }, { name: '豆花' }], none: [] })
})

test('expressions that mingo has otherwise or not at all answer as in MongoDB', async () => {
  const [made] = await database.aggregate('dishes', [
    { $match: { _id: 'a' } },
    {
      $project: {
        _id: 0,
        rest: { $substr: ['$name', 3, -1] },
        beyond: { $substrBytes: ['$name', 3, 99] },
        place: { $indexOfCP: ['$name', '面'] },
        week0: { $week: { $literal: new Date('2026-01-03T23:00:00Z') } },
        week1: { $week: { $literal: new Date('2026-01-04T01:00:00Z') } },
      },
    },
  ])
  expect(made).toEqual({ rest: '肉面', beyond: '肉面', place: 2, week0: 0, week1: 1 })
})

test('counts, buckets and samples', async () => {
  expect(await database.aggregate('orders', [{ $count: 'n' }])).toEqual([{ n: 3 }])
  expect(await database.aggregate('orders', [{ $sortByCount: '$store' }])).toEqual([
    { _id: 'east', count: 2 },
    { _id: 'west', count: 1 },
  ])
  expect(await database.aggregate('orders', [{ $sample: { size: 2 } }])).toHaveLength(2)
  expect(await database.aggregate('dishes', [{ $bucket: { groupBy: '$fen', boundaries: [0, 1000, 5000] } }])).toEqual([
    { _id: 0, count: 1 },
    { _id: 1000, count: 1 },
  ])
})

test('refuses stages that write, run code, or do not exist', async () => {
  for (const stage of [{ $out: 'x' }, { $merge: 'x' }, { $foo: 1 }, { $match: { $where: '1' } }, {}]) {
    expect(await codeOf(database.aggregate('orders', [stage]))).toBe('DATABASE_REQUEST_FAILED')
  }
  expect(await codeOf(database.aggregate('nothing', []))).toBe('DATABASE_COLLECTION_NOT_EXIST')
})
