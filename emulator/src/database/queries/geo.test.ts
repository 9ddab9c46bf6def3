import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database, Filter } from '../database.ts'
import { codeOf, openTestDatabase, type TestDatabase } from '../testDatabase.ts'
import { distance } from './geometry.ts'

const point = (...coordinates: number[]) => ({ type: 'Point', coordinates })
const square = (from: number, to: number) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
]
const area = { type: 'Polygon', coordinates: [square(0, 10), square(4, 6)] }

let cloud: TestDatabase
let database: Database

beforeEach(async () => {
  cloud = await openTestDatabase({ stores: [] })
  database = cloud.database
  await database.insert('stores', [
    { _id: 'far', at: point(3, 3) },
    { _id: 'near', at: point(1, 1) },
    { _id: 'hole', at: point(5, 5) },
    { _id: 'edge', at: point(10, 5) },
    { _id: 'out', at: point(20, 5) },
    {
      _id: 'street',
      at: {
        type: 'LineString',
        coordinates: [
          [-1, 5],
          [11, 5.5],
        ],
      },
    },
    { _id: 'nowhere' },
  ])
})
afterEach(() => cloud.discard())

const idsOf = async (filter: Filter) => (await database.find('stores', filter)).map(({ _id }) => _id)

describe('geography', () => {
  test('measures along the sphere: a degree of the equator is 111.3 km', () => {
    expect(distance([0, 0], [1, 0])).toBeCloseTo(111_318.8, 0)
  })

  test('finds the nearest first, between two distances', async () => {
    const near = { $geometry: point(0, 0), $minDistance: 1000, $maxDistance: 600_000 }
    expect(await idsOf({ at: { $nearSphere: near } })).toEqual(['near', 'far', 'street'])
    expect(await idsOf({ $and: [{ at: { $nearSphere: near } }, { _id: { $ne: 'street' } }] })).toEqual(['near', 'far'])
  })

  test('knows what lies within a polygon with a hole, its edge included, and within a circle', async () => {
    expect(await idsOf({ at: { $geoWithin: { $geometry: area } } })).toEqual(['far', 'near', 'edge'])
    const circle = { $centerSphere: [[0, 0], 200_000 / 6_378_100] }
    expect(await idsOf({ at: { $geoWithin: circle } })).toEqual(['near'])
  })

  test('knows what touches or crosses a geometry', async () => {
    expect(await idsOf({ at: { $geoIntersects: { $geometry: area } } })).toEqual(['far', 'near', 'edge', 'street'])
    expect(await idsOf({ at: { $geoIntersects: { $geometry: point(20, 5) } } })).toEqual(['out'])
  })

  test('writes the distance in the stage $geoNear', async () => {
    const stage = { near: point(0, 0), distanceField: 'way.metres', query: { _id: { $in: ['near', 'far'] } }, limit: 1 }
    expect(await database.aggregate('stores', [{ $geoNear: stage }])).toEqual([
      { _id: 'near', at: point(1, 1), way: { metres: expect.closeTo(157_425, -1) } },
    ])
  })

  test('refuses what is no geometry', async () => {
    expect(await codeOf(idsOf({ at: { $nearSphere: { $geometry: { type: 'Point' } } } }))).toBe(
      'DATABASE_REQUEST_FAILED',
    )
    expect(await codeOf(idsOf({ at: { $geoWithin: {} } }))).toBe('DATABASE_REQUEST_FAILED')
  })
})
