import type { Document, Filter } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { someAt } from '../paths.ts'
import { type Fields, isFields } from '../values.ts'
import {
  distance,
  distanceToShape,
  EARTH_RADIUS,
  intersect,
  isWithin,
  type Position,
  type Shape,
  shapeOf,
  vertices,
} from './geometry.ts'

/** The geometries that a value is: one, or a list of them. */
function shapesIn(value: unknown): Shape[] {
  const shape = shapeOf(value)
  if (shape !== undefined) return [shape]
  return Array.isArray(value) ? value.map(shapeOf).filter((each) => each !== undefined) : []
}

function requiredShape(value: unknown, operator: string): Shape {
  const shape = shapeOf(value)
  if (shape === undefined) throw requestFailed(`${operator} needs a GeoJSON geometry`)
  return shape
}

export function requiredPoint(value: unknown, operator: string): Position {
  const point = requiredShape(value, operator).points[0]
  if (point === undefined) throw requestFailed(`${operator} needs a GeoJSON point`)
  return point
}

/** Metres from a point to the nearest of a value's geometries; infinite when it has none. */
const distanceTo = (from: Position, value: unknown): number =>
  Math.min(...shapesIn(value).map((shape) => distanceToShape(from, shape)))

function bound(name: string, value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise
  if (typeof value === 'number' && value >= 0) return value
  throw requestFailed(`${name} must be a number that is not negative`)
}

function argumentsOf(operator: string, argument: unknown): Fields {
  if (isFields(argument)) return argument
  throw requestFailed(`${operator} needs an object`)
}

/** `{ $geometry: point, $maxDistance, $minDistance }`, in metres; `nearestFirst` does the ordering. */
export function nearSphere(argument: unknown) {
  const { $geometry, $maxDistance, $minDistance } = argumentsOf('$nearSphere', argument)
  const from = requiredPoint($geometry, '$nearSphere')
  const least = bound('$minDistance', $minDistance, 0)
  const most = bound('$maxDistance', $maxDistance, Number.MAX_VALUE)
  return (value: unknown): boolean => {
    const metres = distanceTo(from, value)
    return metres >= least && metres <= most
  }
}

/** `{ $geometry: polygon }` or `{ $centerSphere: [[longitude, latitude], radians] }`. */
export function geoWithin(argument: unknown) {
  const { $geometry, $centerSphere } = argumentsOf('$geoWithin', argument)
  if (Array.isArray($centerSphere)) {
    const center = requiredPoint($centerSphere[0], '$centerSphere')
    const metres = bound('the radius of $centerSphere', $centerSphere[1], Number.NaN) * EARTH_RADIUS
    if (Number.isNaN(metres)) throw requestFailed('$centerSphere needs a center and a radius')
    return (value: unknown): boolean =>
      shapesIn(value).some((shape) => vertices(shape).every((vertex) => distance(center, vertex) <= metres))
  }
  const area = requiredShape($geometry, '$geoWithin')
  if (area.polygons.length === 0) throw requestFailed('$geoWithin needs a Polygon or a MultiPolygon')
  return (value: unknown): boolean => shapesIn(value).some((shape) => isWithin(shape, area))
}

export function geoIntersects(argument: unknown) {
  const area = requiredShape(argumentsOf('$geoIntersects', argument).$geometry, '$geoIntersects')
  return (value: unknown): boolean => shapesIn(value).some((shape) => intersect(shape, area))
}

/** The path and the point by whose distance a query without an order of its own answers; undefined for other queries. */
export function nearnessOf(filter: Filter): { path: string; from: Position } | undefined {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and' && Array.isArray(condition)) {
      const found = condition.filter(isFields).map(nearnessOf)
      return found.find((nearness) => nearness !== undefined)
    }
    const near = isFields(condition) ? (condition.$nearSphere ?? condition.$near) : undefined
    if (isFields(near)) return { path, from: requiredPoint(near.$geometry, '$nearSphere') }
  }
  return undefined
}

/** A query by nearness that asks for no other order answers the nearest first. */
export const nearestFirst = (documents: Document[], { path, from }: { path: string; from: Position }): Document[] =>
  byDistance(documents, from, path).map(({ document }) => document)

interface Distant<Kind> {
  document: Kind
  metres: number
  /** What lies at the path. */
  location: unknown
}

/** Documents with their distances, the nearest first; without a geometry at the path the distance is infinite. */
export function byDistance<Kind extends Fields>(documents: Kind[], from: Position, path: string): Distant<Kind>[] {
  const steps = path.split('.')
  const measured = documents.map((document) => {
    const nearest: Distant<Kind> = { document, metres: Number.POSITIVE_INFINITY, location: undefined }
    someAt(document, steps, false, (location) => {
      const metres = distanceTo(from, location)
      if (metres < nearest.metres) Object.assign(nearest, { metres, location })
      return false
    })
    return nearest
  })
  return measured.sort((a, b) => a.metres - b.metres || 0)
}
