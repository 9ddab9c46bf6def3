import { isFields } from '../values.ts'

/** Longitude and latitude in degrees. */
export type Position = [longitude: number, latitude: number]

/** A GeoJSON geometry, taken apart. A polygon is its outer ring and its holes. */
export interface Shape {
  points: Position[]
  lines: Position[][]
  polygons: Position[][][]
}

/** MongoDB's radius of the Earth in metres. */
export const EARTH_RADIUS = 6_378_100

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length === 2 && value.every((degree) => typeof degree === 'number')

const isListOf = <Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] =>
  Array.isArray(value) && value.every(isItem)
const isLine = (value: unknown): value is Position[] => isListOf(value, isPosition)
const isPolygon = (value: unknown): value is Position[][] => isListOf(value, isLine)

/** Reads GeoJSON, or a bare `[longitude, latitude]`; undefined for anything else. */
export function shapeOf(value: unknown): Shape | undefined {
  const none: Shape = { points: [], lines: [], polygons: [] }
  if (isPosition(value)) return { ...none, points: [value] }
  if (!isFields(value)) return undefined
  const { type, coordinates } = value
  if (type === 'Point' && isPosition(coordinates)) return { ...none, points: [coordinates] }
  if (type === 'MultiPoint' && isLine(coordinates)) return { ...none, points: coordinates }
  if (type === 'LineString' && isLine(coordinates)) return { ...none, lines: [coordinates] }
  if (type === 'MultiLineString' && isPolygon(coordinates)) return { ...none, lines: coordinates }
  if (type === 'Polygon' && isPolygon(coordinates)) return { ...none, polygons: [coordinates] }
  if (type === 'MultiPolygon' && isListOf(coordinates, isPolygon)) return { ...none, polygons: coordinates }
  return undefined
}

/** Great-circle distance in metres. */
export function distance(a: Position, b: Position): number {
  const [lngA, latA, lngB, latB] = [...a, ...b].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
    number,
  ]
  const half = Math.sin((latB - latA) / 2) ** 2 + Math.cos(latA) * Math.cos(latB) * Math.sin((lngB - lngA) / 2) ** 2
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** Metres to the nearest point of a geometry; none inside of a polygon. Flat within each segment: good for those of a city. */
export function distanceToShape(from: Position, shape: Shape): number {
  if (shape.polygons.some((polygon) => isInPolygon(from, polygon))) return 0
  return Math.min(...segments(shape).map((segment) => distance(from, nearestOn(segment, from))))
}

/** The point of a segment that lies nearest, degrees of longitude being as short as they are there. */
function nearestOn([[ax, ay], [bx, by]]: Segment, [x, y]: Position): Position {
  const shrink = Math.cos((y * Math.PI) / 180)
  const [dx, dy] = [(bx - ax) * shrink, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((x - ax) * shrink * dx + (y - ay) * dy) / length
  const part = Math.min(1, Math.max(0, along))
  return [ax + (bx - ax) * part, ay + (by - ay) * part]
}

export const vertices = ({ points, lines, polygons }: Shape): Position[] => [
  ...points,
  ...lines.flat(),
  ...polygons.flat(2),
]

/** Whether every vertex lies in one of the area's polygons. Planar: good for areas of a city, not across the date line. */
export const isWithin = (shape: Shape, area: Shape): boolean =>
  vertices(shape).every((vertex) => area.polygons.some((polygon) => isInPolygon(vertex, polygon)))

/** Whether the two have a point in common. Planar. */
export function intersect(a: Shape, b: Shape): boolean {
  const isIn = (inner: Shape, outer: Shape) =>
    vertices(inner).some((vertex) => outer.polygons.some((polygon) => isInPolygon(vertex, polygon)))
  return isIn(a, b) || isIn(b, a) || segments(a).some((one) => segments(b).some((other) => cross(one, other)))
}

type Segment = [Position, Position]

/** A point counts as a segment without length, so that touching is crossing. */
function segments({ points, lines, polygons }: Shape): Segment[] {
  const ofLines = [...lines, ...polygons.flat()].flatMap((line) =>
    line.slice(1).map((end, position): Segment => [line[position]!, end]),
  )
  return [...points.map((point): Segment => [point, point]), ...ofLines]
}

const ringSegments = (ring: Position[]): Segment[] => segments({ points: [], lines: [ring], polygons: [] })

function isInPolygon(point: Position, [outer = [], ...holes]: Position[][]): boolean {
  if (ringSegments(outer).some((segment) => cross(segment, [point, point]))) return true
  return isInRing(point, outer) && !holes.some((hole) => isInRing(point, hole))
}

/** Counts how often a ray from the point to the east crosses the ring. */
function isInRing([x, y]: Position, ring: Position[]): boolean {
  let inside = false
  for (const [[x1, y1], [x2, y2]] of ringSegments(ring)) {
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

/** 1, -1 or 0: on which side of the line from a to b the point c lies. */
const side = ([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): number =>
  Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))

const isBetween = ([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): boolean =>
  Math.min(ax, bx) <= cx && cx <= Math.max(ax, bx) && Math.min(ay, by) <= cy && cy <= Math.max(ay, by)

function cross([a, b]: Segment, [c, d]: Segment): boolean {
  const [cSide, dSide, aSide, bSide] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  if (cSide * dSide < 0 && aSide * bSide < 0) return true
  return (
    (cSide === 0 && isBetween(a, b, c)) ||
    (dSide === 0 && isBetween(a, b, d)) ||
    (aSide === 0 && isBetween(c, d, a)) ||
    (bSide === 0 && isBetween(c, d, b))
  )
}
