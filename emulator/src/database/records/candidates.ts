import type { Document, Filter, SortOrder } from '../database.ts'
import { type Bounds, boundsOf } from './bounds.ts'
import type { Collection } from './collection.ts'
import { accessThrough, type IndexAccess } from './indexAccess.ts'
import type { Record } from './versions.ts'

/** What a query asks of the records. */
export interface Search {
  filter: Filter
  sort?: SortOrder
  /** How many matches are wanted at most, those that are skipped among them. */
  wanted?: number
}

/** Records among which all matches are, by their newest versions. */
export interface Candidates {
  records: Iterable<Record>
  /** True when they come in the order of the sort (equal ones in insertion order); else they come in insertion order. */
  isSorted: boolean
  /** The index that they were found through, `_id_` for the one that every collection has; undefined when all are read. */
  index?: string
  /** How many leading fields of the index were used to find them. */
  fields: number
}

/** How many records sorting one costs as much as testing it, beside the test. */
const SORTING = 0.5

/** Finds the cheapest way to the matches: through `_id`, a declared index, or all records. */
export function candidatesFor(collection: Collection, search: Search): Candidates {
  const bounds = boundsOf(search.filter)
  const ids = bounds.get('_id')?.values
  if (ids !== undefined) {
    const records = inInsertionOrder(ids.map((id) => collection.record(id as Document['_id'])))
    return { records, isSorted: false, index: '_id_', fields: 1 }
  }
  const nearby = geoCandidates(collection, search.filter)
  const access = cheapest(collection, search, bounds)
  if (nearby !== undefined && (access === undefined || nearby.count < access.count)) {
    return { records: inInsertionOrder(nearby.records), isSorted: false, index: nearby.index, fields: 1 }
  }
  if (access === undefined) return { records: collection.allRecords(), isSorted: false, fields: 0 }
  const { index, intervals, fields, order } = access
  const found = { index: index.declaration.name, fields }
  if (order !== undefined) {
    return { ...found, records: index.inOrder(intervals[0]!, order.fields, order.backwards), isSorted: true }
  }
  return { ...found, records: inInsertionOrder(intervals.flatMap((part) => [...index.records(part)])), isSorted: false }
}

function cheapest(
  collection: Collection,
  { sort, wanted }: Search,
  bounds: Map<string, Bounds>,
): (IndexAccess & { count: number }) | undefined {
  const found = collection.indexes.flatMap((index) => {
    const access = accessThrough(index, bounds, sort)
    return access === undefined
      ? []
      : [{ ...access, count: access.intervals.reduce((sum, interval) => sum + index.count(interval), 0) }]
  })
  const isSorting = sort !== undefined && Object.keys(sort).length > 0
  // No more can match than the narrowest way leads to; in the order of the sort, reading ends with the wanted ones.
  const matches = Math.min(collection.size, ...found.map(({ count }) => count))
  const cost = ({ count, order }: { count: number; order?: unknown }) => {
    if (order === undefined) return isSorting ? count * (1 + SORTING) : count
    return wanted === undefined || matches === 0 ? count : Math.min(count, (wanted * count) / matches)
  }
  let best: (typeof found)[number] | undefined
  for (const access of found) {
    if (
      best === undefined ||
      cost(access) < cost(best) ||
      (cost(access) === cost(best) && access.fields > best.fields)
    ) {
      best = access
    }
  }
  return best
}

/** What the narrowest geo index has near the shapes of the filter. */
function geoCandidates(collection: Collection, filter: Filter) {
  let best: { index: string; records: Record[]; count: number } | undefined
  for (const index of collection.geoIndexes) {
    const records = index.near(filter)
    if (records === undefined || (best !== undefined && best.count <= records.length)) continue
    best = { index: index.declaration.name, records, count: records.length }
  }
  return best
}

function inInsertionOrder(found: (Record | undefined)[]): Record[] {
  const records = [...new Set(found)].filter((record) => record !== undefined)
  return records.length < 2 ? records : records.sort((a, b) => a.ordinal - b.ordinal)
}
