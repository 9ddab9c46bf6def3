import type { SortOrder } from '../database.ts'
import type { Bounds, End } from './bounds.ts'
import type { FieldIndex, Interval } from './fieldIndex.ts'
import { BEHIND_ALL, type Direction, orderedKey, typeInterval } from './orderedKeys.ts'

/** More look-ups than this for one query (products of `$in` lists) and fewer fields of the index are used. */
const MAX_LOOKUPS = 1000

/** A way to the matches of a query through one index. */
export interface IndexAccess {
  index: FieldIndex
  intervals: Interval[]
  /** How many fields of the index the intervals use. */
  fields: number
  /** Set when the one interval is in the order of the sort: up to which field, and in which direction it is read. */
  order?: { fields: number; backwards: boolean }
}

/** The longest head of an index that the bounds fill, and what it does for the sort; undefined when it does nothing. */
export function accessThrough(
  index: FieldIndex,
  bounds: Map<string, Bounds>,
  sort: SortOrder | undefined,
): IndexAccess | undefined {
  let heads = ['']
  let fields = 0
  for (const [position, field] of index.fields.entries()) {
    const values = usableValues(index, bounds.get(field))
    if (values === undefined || heads.length * values.length > MAX_LOOKUPS) break
    const keys = values.map((value) => orderedKey(value, index.directions[position]!))
    heads = heads.flatMap((head) => keys.map((key) => head + key))
    fields += 1
  }
  const fixed = fields
  const next = index.fields[fields]
  const range = next === undefined ? undefined : rangeFor(index, bounds.get(next), index.directions[fields]!)
  const intervals = heads.map((head): Interval => {
    const [from, to] = range ?? ['', BEHIND_ALL]
    return [head + from, head + to]
  })
  if (range !== undefined) fields += 1
  // What a sparse index leaves out is found only by what some field of it must hold.
  if (fields === 0 && index.declaration.sparse) return undefined
  const order = intervals.length === 1 && index.isRegular ? orderFor(index, fixed, sort) : undefined
  return fields === 0 && order === undefined ? undefined : { index, intervals, fields, ...(order && { order }) }
}

function usableValues(index: FieldIndex, bounds: Bounds | undefined): unknown[] | undefined {
  if (bounds?.values === undefined) return undefined
  return index.declaration.sparse && bounds.values.includes(null) ? undefined : [...new Set(bounds.values)]
}

/** The interval, behind the fields before it, of the values that the ends leave. */
function rangeFor(index: FieldIndex, bounds: Bounds | undefined, direction: Direction): Interval | undefined {
  const { low, high } = bounds ?? {}
  const one = low ?? high
  if (one === undefined) return undefined
  const [typeFrom, typeTo] = typeInterval(one.value, direction)
  const both = low !== undefined && high !== undefined && index.isRegular
  const ends = both && typeof low.value === typeof high.value ? { low, high } : low === undefined ? { high } : { low }
  const first = direction === 1 ? ends.low : ends.high
  const last = direction === 1 ? ends.high : ends.low
  return [
    first === undefined ? typeFrom : textAt(first, direction, !first.inclusive),
    last === undefined ? typeTo : textAt(last, direction, last.inclusive),
  ]
}

const textAt = ({ value }: End, direction: Direction, behind: boolean): string =>
  orderedKey(value, direction) + (behind ? BEHIND_ALL : '')

/** Whether the keys behind the `fixed` fields are in the order of the sort; fields that are fixed do not matter to it. */
function orderFor(index: FieldIndex, fixed: number, sort: SortOrder | undefined): IndexAccess['order'] {
  const held = new Set(index.fields.slice(0, fixed))
  const wanted = Object.entries(sort ?? {}).filter(([field]) => !held.has(field))
  if (sort === undefined || Object.keys(sort).length === 0 || fixed + wanted.length > index.fields.length)
    return undefined
  const backwards = wanted.length > 0 && wanted[0]![1] !== index.directions[fixed]
  const fits = wanted.every(
    ([field, direction], at) =>
      index.fields[fixed + at] === field &&
      Math.abs(direction) === 1 &&
      (direction === index.directions[fixed + at]) !== backwards,
  )
  return fits ? { fields: fixed + wanted.length, backwards } : undefined
}
