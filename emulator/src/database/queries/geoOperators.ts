import { type Iterator, Lazy } from 'mingo/lazy'
import { Query } from 'mingo/query'
import type { Options } from 'mingo/types'
import { resolve } from 'mingo/util'
import type { Document, Filter } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { changed, parsePath } from '../updates/updatePaths.ts'
import { type Fields, isFields } from '../values.ts'
import {
  distance,
  EARTH_RADIUS,
  intersect,
  isWithin,
  type Position,
  type Shape,
  shapeOf,
  vertices,
} from './geometry.ts'

/** The geometries that a document has at a path: one, or a list of them. */
function shapesAt(document: unknown, path: string): Shape[] {
  const value = isFields(document) ? resolve(document, path) : undefined
  const shape = shapeOf(value)
  if (shape !== undefined) return [shape]
  return Array.isArray(value) ? value.map(shapeOf).filter((each) => each !== undefined) : []
}

function requiredShape(value: unknown, operator: string): Shape {
  const shape = shapeOf(value)
  if (shape === undefined) throw requestFailed(`${operator} needs a GeoJSON geometry`)
  return shape
}

function requiredPoint(value: unknown, operator: string): Position {
  const point = requiredShape(value, operator).points[0]
  if (point === undefined) throw requestFailed(`${operator} needs a GeoJSON point`)
  return point
}

/** Metres from a point to the nearest vertex of what the document has at the path; infinite when it has nothing. */
const distanceTo = (from: Position, document: unknown, path: string): number =>
  Math.min(
    ...shapesAt(document, path)
      .flatMap(vertices)
      .map((vertex) => distance(from, vertex)),
  )

const bound = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

/** `{ $nearSphere: { $geometry: point, $maxDistance, $minDistance } }`, in metres; `nearestFirst` does the ordering. */
function $nearSphere(path: string, argument: unknown) {
  const { $geometry, $maxDistance, $minDistance } = isFields(argument) ? argument : {}
  const from = requiredPoint($geometry, '$nearSphere')
  return (document: Fields): boolean => {
    const metres = distanceTo(from, document, path)
    return (
      Number.isFinite(metres) &&
      metres >= bound($minDistance, 0) &&
      metres <= bound($maxDistance, Number.POSITIVE_INFINITY)
    )
  }
}

/** `{ $geoWithin: { $geometry: polygon } }` or `{ $geoWithin: { $centerSphere: [[lng, lat], radians] } }`. */
function $geoWithin(path: string, argument: unknown) {
  const { $geometry, $centerSphere } = isFields(argument) ? argument : {}
  if (Array.isArray($centerSphere)) {
    const center = requiredPoint($centerSphere[0], '$centerSphere')
    const metres = bound($centerSphere[1], 0) * EARTH_RADIUS
    return (document: Fields): boolean =>
      shapesAt(document, path).some((shape) => vertices(shape).every((vertex) => distance(center, vertex) <= metres))
  }
  const area = requiredShape($geometry, '$geoWithin')
  return (document: Fields): boolean => shapesAt(document, path).some((shape) => isWithin(shape, area))
}

function $geoIntersects(path: string, argument: unknown) {
  const area = requiredShape(isFields(argument) ? argument.$geometry : undefined, '$geoIntersects')
  return (document: Fields): boolean => shapesAt(document, path).some((shape) => intersect(shape, area))
}

/** The shape that mingo asks of an operator of a condition. */
type Condition = (path: string, argument: unknown, options: Options) => (document: Fields) => boolean

export const geoConditions: Record<'$nearSphere' | '$near' | '$geoWithin' | '$geoIntersects', Condition> = {
  $nearSphere,
  $near: $nearSphere,
  $geoWithin,
  $geoIntersects,
}

/** A query by nearness that asks for no other order answers the nearest first. */
export function nearestFirst(documents: Document[], filter: Filter): Document[] {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and' && Array.isArray(condition)) {
      return condition.filter(isFields).reduce<Document[]>(nearestFirst, documents)
    }
    const near = isFields(condition) ? (condition.$nearSphere ?? condition.$near) : undefined
    if (isFields(near))
      return byDistance(documents, requiredPoint(near.$geometry, '$nearSphere'), path).map(([document]) => document)
  }
  return documents
}

function byDistance<Kind>(documents: Kind[], from: Position, path: string): [document: Kind, metres: number][] {
  return documents
    .map((document): [Kind, number] => [document, distanceTo(from, document, path)])
    .sort(([, a], [, b]) => a - b)
}

/** The stage `$geoNear`: documents by their distance in metres, which is written into `distanceField`. */
export function $geoNear(documents: Iterator, argument: Fields, options: Options): Iterator {
  const { distanceField, key, includeLocs, limit } = argument
  if (typeof distanceField !== 'string') throw requestFailed('$geoNear needs a distanceField')
  const from = requiredPoint(argument.near, '$geoNear')
  const query = new Query<Fields>(isFields(argument.query) ? argument.query : {}, options)
  const multiplier = bound(argument.distanceMultiplier, 1)
  const input = documents.collect<Fields>().filter((document) => query.test(document))
  const path = typeof key === 'string' ? key : fieldWithShape(input)
  const found = byDistance(input, from, path)
    .filter(
      ([, metres]) =>
        metres >= bound(argument.minDistance, 0) && metres <= bound(argument.maxDistance, Number.MAX_VALUE),
    )
    .slice(0, bound(limit, Number.POSITIVE_INFINITY))
    .map(([document, metres]) => {
      const measured = withField(document, distanceField, metres * multiplier)
      return typeof includeLocs === 'string' ? withField(measured, includeLocs, resolve(document, path)) : measured
    })
  return Lazy(found)
}

/** MongoDB takes the field of the only geo index; here it is the only field that holds geometries. */
function fieldWithShape(documents: Fields[]): string {
  for (const document of documents) {
    const field = Object.keys(document).find((name) => shapeOf(document[name]) !== undefined)
    if (field !== undefined) return field
  }
  return ''
}

const withField = (document: Fields, path: string, value: unknown): Fields =>
  changed(document, { path: parsePath(path), change: () => value, creates: true, matchedIndex: () => -1 }) as Fields
