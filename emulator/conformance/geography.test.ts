import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTarget, type ServerDatabase, type Target } from './target.ts'

interface Geometry {
  toJSON(): unknown
}
/** The package's types know points only. */
interface Geometries {
  Point: new (longitude: number, latitude: number) => Geometry
  LineString: new (points: Geometry[]) => Geometry
  Polygon: new (lines: Geometry[]) => Geometry
  MultiPoint: new (points: Geometry[]) => Geometry
  MultiPolygon: new (polygons: Geometry[]) => Geometry
}

let target: Target
let db: ServerDatabase
let geo: Geometries

const point = (longitude: number, latitude: number) => new geo.Point(longitude, latitude)
const line = (...positions: [number, number][]) => new geo.LineString(positions.map(([lng, lat]) => point(lng, lat)))
const square = (from: number, to: number) => line([from, from], [to, from], [to, to], [from, to], [from, from])

beforeAll(async () => {
  target = await openTarget()
  db = target.serverApp().database()
  geo = db.Geo as unknown as Geometries
  await target.collection('spots')
  await db.collection('spots').add([
    { _id: 'a', at: point(1, 1) },
    { _id: 'b', at: point(3, 3) },
    { _id: 'c', at: line([4, -1], [4, 9]) },
    { _id: 'd', at: new geo.Polygon([square(20, 30)]) },
    { _id: 'e', at: new geo.MultiPoint([point(1, 2), point(50, 50)]) },
  ])
})

afterAll(() => target.close())

const ids = async (condition: unknown): Promise<string> =>
  (await db.collection('spots').where({ at: condition }).get()).data.map(({ _id }: { _id: string }) => _id).join('')

test('the nearest come first, within distances in metres', async () => {
  const _ = db.command
  expect(await ids(_.geoNear({ geometry: point(0, 0), maxDistance: 500_000 }))).toBe('aecb')
  expect(await ids(_.geoNear({ geometry: point(0, 0), minDistance: 200_000, maxDistance: 450_000 }))).toBe('ec')
})

test('areas hold what lies in them wholly, and meet what crosses them', async () => {
  const _ = db.command
  const area = new geo.Polygon([square(0, 5), square(2.5, 3.5)])
  expect(await ids(_.geoWithin({ geometry: area }))).toBe('a')
  expect(await ids(_.geoIntersects({ geometry: area }))).toBe('ace')
  expect(await ids(_.geoWithin({ centerSphere: [[0, 0], 200_000 / 6_378_100] } as never))).toBe('a')
  expect(await ids(_.geoIntersects({ geometry: point(25, 25) }))).toBe('d')
  expect(await ids(_.geoWithin({ geometry: new geo.MultiPolygon([new geo.Polygon([square(19, 31)])]) }))).toBe('d')
})

test('geometries come back as the SDK makes them', async () => {
  const { data } = await db
    .collection('spots')
    .where({ _id: db.command.in(['a', 'd']) })
    .get()
  expect(data[0].at).toMatchObject({ longitude: 1, latitude: 1 })
  expect(data[1].at.toJSON()).toEqual(new geo.Polygon([square(20, 30)]).toJSON())
})
