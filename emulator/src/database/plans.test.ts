import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, Filter, FindOptions, IndexDeclaration } from './database.ts'
import { codeOf, indexOn, openTestDatabase, type TestDatabase } from './testDatabase.ts'

const at = (n: number) => ({ type: 'Point', coordinates: [113 + (n % 20) / 10, 23 + Math.floor(n / 20) / 10] })
const INDEXES: IndexDeclaration[] = [
  {
    name: 'city_age',
    unique: false,
    keys: [
      { field: 'city', direction: 1 },
      { field: 'age', direction: -1 },
    ],
  },
  indexOn(['number'], true),
  { ...indexOn(['phone'], true), sparse: true },
  indexOn(['tags']),
  { name: 'place', unique: false, keys: [{ field: 'at', direction: '2dsphere' }] },
]

let cloud: TestDatabase
let database: Database

beforeAll(async () => {
  cloud = await openTestDatabase({ members: INDEXES, unindexed: [] })
  database = cloud.database
  const members = Array.from({ length: 200 }, (_, n) => ({
    _id: n,
    number: (n * 7) % 200,
    city: ['east', 'west', 'north', 'south'][n % 4],
    age: n % 50,
    ...(n % 10 === 0 && { phone: `p${n}` }),
    ...(n === 0 ? { tags: ['a', 'b'] } : {}),
    at: at(n),
  }))
  for (const name of ['members', 'unindexed']) await database.insert(name, members)
})
afterAll(() => cloud.discard())

const near = { $geometry: at(0), $maxDistance: 15_000 }
const box = [
  [113, 23],
  [113.25, 23],
  [113.25, 23.15],
  [113, 23.15],
  [113, 23],
]

describe('a query is answered through the index that leaves the fewest documents to look at', () => {
  test.each<[string, Filter, FindOptions, string | undefined, number, number, boolean]>([
    // The filter, the options; then the index, its fields used, the documents examined, whether the index sorted.
    ['by _id', { _id: 5, city: 'west' }, {}, '_id_', 1, 1, false],
    ['a unique value', { number: 7 }, {}, 'number', 1, 1, false],
    ['some of a list', { number: { $in: [7, 8, 500] } }, {}, 'number', 1, 2, false],
    ['the head of a compound index', { city: 'west' }, {}, 'city_age', 1, 50, false],
    ['both fields', { city: 'west', age: 1 }, {}, 'city_age', 2, 2, false],
    ['a range behind an equality', { city: 'west', age: { $gte: 5, $lt: 10 } }, {}, 'city_age', 2, 6, false],
    ['a range', { number: { $gt: 10, $lte: 20 } }, {}, 'number', 1, 10, false],
    ['ends in two conditions', { $and: [{ number: { $gt: 10 } }, { number: { $lt: 12 } }] }, {}, 'number', 1, 1, false],
    ['an impossible range', { number: { $gt: 12, $lt: 10 } }, {}, 'number', 1, 0, false],
    ['the narrower of two', { city: 'west', number: { $lt: 3 } }, {}, 'number', 1, 3, false],
    ['a field without an index', { age: 3 }, {}, undefined, 0, 200, false],
    ['the second field alone', { age: { $lt: 3 } }, {}, undefined, 0, 200, false],
    ['no condition', {}, {}, undefined, 0, 200, false],
    ['no condition, a few wanted', {}, { limit: 5, skip: 2 }, undefined, 0, 7, false],
    ['a sort by an index', {}, { sort: { number: -1 }, limit: 5 }, 'number', 0, 5, true],
    ['a sort behind an equality', { city: 'west' }, { sort: { age: -1 }, limit: 3 }, 'city_age', 1, 3, true],
    ['backwards', { city: 'west' }, { sort: { age: 1 }, limit: 3 }, 'city_age', 1, 3, true],
    ['a sort by both fields', {}, { sort: { city: 1, age: -1 }, limit: 3 }, 'city_age', 0, 3, true],
    ['both backwards', {}, { sort: { city: -1, age: 1 }, limit: 3 }, 'city_age', 0, 3, true],
    ['a prefix of the index', {}, { sort: { city: -1 }, limit: 3 }, 'city_age', 0, 3, true],
    ['directions that the index has not', {}, { sort: { city: 1, age: 1 }, limit: 3 }, undefined, 0, 200, false],
    ['a sort in a list', { city: { $in: ['east', 'west'] } }, { sort: { age: -1 } }, 'city_age', 1, 100, false],
    [
      'a rare match, wanted sorted',
      { number: 8, city: 'west' },
      { sort: { age: -1 }, limit: 1 },
      'number',
      1,
      1,
      false,
    ],
    ['a sparse index', { phone: 'p10' }, {}, 'phone', 1, 1, false],
    ['what a sparse index leaves out', { phone: null }, {}, undefined, 0, 200, false],
    ['a sort by a sparse index', {}, { sort: { phone: 1 }, limit: 3 }, undefined, 0, 200, false],
    ['a sort by arrays', {}, { sort: { tags: 1 }, limit: 3 }, undefined, 0, 200, false],
    ['an element of an array', { tags: 'b' }, {}, 'tags', 1, 1, false],
    ['nearness', { at: { $nearSphere: near } }, {}, 'place', 1, 4, false],
    ['nearness and a rarer value', { at: { $nearSphere: near }, number: 0 }, {}, 'number', 1, 1, false],
    ['a circle', { at: { $geoWithin: { $centerSphere: [[113, 23], 0.001] } } }, {}, 'place', 1, 1, false],
    [
      'an area',
      { at: { $geoWithin: { $geometry: { type: 'Polygon', coordinates: [box] } } } },
      {},
      'place',
      1,
      6,
      false,
    ],
    ['nearness without an end', { at: { $nearSphere: { $geometry: at(0) } } }, {}, undefined, 0, 200, false],
  ])('%s', async (_name, filter, options, index, fields, examined, isSortedByIndex) => {
    const plan = await database.explain('members', filter, options)
    expect(plan).toEqual({ ...(index !== undefined && { index }), fields, examined, isSortedByIndex })
    const ofAll = await database.find('unindexed', filter, options)
    expect(await database.find('members', filter, options)).toEqual(ofAll)
  })
})

test('a sparse unique index lets any number of documents be without its fields, but no value stand twice', async () => {
  expect(await codeOf(database.insert('members', [{ _id: 'x', number: 1000 }]))).toBe(undefined)
  expect(await codeOf(database.insert('members', [{ number: 1001, phone: null }]))).toBe(undefined)
  expect(await codeOf(database.insert('members', [{ number: 1002, phone: null }]))).toBe('DATABASE_DUPLICATE_WRITE')
  await database.remove('members', { number: { $gte: 1000 } }, { multi: true })
})

test('a geo index finds what moved, what is wide, and nothing that is gone', async () => {
  const found = async () => (await database.find('members', { at: { $nearSphere: near } })).map(({ _id }) => _id)
  const before = await found()
  await database.update(
    'members',
    { _id: 0 },
    { $set: { at: { type: 'Point', coordinates: [100, 10] } } },
    { multi: false },
  )
  expect(await found()).toEqual(before.filter((_id) => _id !== 0))
  const street = {
    type: 'LineString',
    coordinates: [
      [112, 22],
      [113, 23],
    ],
  }
  await database.insert('members', [{ _id: 'street', number: -1, at: street }])
  expect(await found()).toEqual(['street', ...before.filter((_id) => _id !== 0)])
  await database.remove('members', { _id: 'street' }, { multi: false })
  await database.update('members', { _id: 0 }, { $set: { at: at(0) } }, { multi: false })
  expect(await found()).toEqual(before)
})
