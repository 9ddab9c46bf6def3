import type { Document, Filter } from '../database.ts'
import { isFields } from '../values.ts'
import type { Collection } from './collection.ts'
import type { HashIndex } from './hashIndex.ts'
import type { Record } from './versions.ts'

/** More look-ups than this for one query (products of `$in` lists) and a shorter prefix of the index is used. */
const MAX_LOOKUPS = 1000

/**
 * Records among which all matches of the filter are, by their newest versions: found through `_id` or a declared index
 * when the filter fixes values, else every record. In insertion order.
 */
export function candidateRecords(collection: Collection, filter: Filter): Record[] {
  const fixed = fixedValues(filter, new Map())
  const ids = fixed.get('_id')
  if (ids !== undefined) return inOrder(ids.map((id) => collection.record(id as Document['_id'])))
  let best: Plan | undefined
  for (const index of collection.indexes) {
    const plan = planFor(index, fixed)
    if (plan !== undefined && plan.width > (best?.width ?? 0)) best = plan
  }
  if (best === undefined) return [...collection.allRecords()]
  const { index, lookups } = best
  return inOrder(lookups.flatMap((values) => [...index.lookup(values)]))
}

interface Plan {
  index: HashIndex
  /** How many fields of the index are used. */
  width: number
  lookups: unknown[][]
}

function inOrder(found: (Record | undefined)[]): Record[] {
  const records = [...new Set(found)].filter((record) => record !== undefined)
  return records.length < 2 ? records : records.sort((a, b) => a.ordinal - b.ordinal)
}

/** For each field that the filter ties to scalars: those scalars. Reads `$eq`, `$in`, plain values, through `$and`. */
export function fixedValues(filter: Filter, fixed: Map<string, unknown[]>): Map<string, unknown[]> {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isFields(part)) fixedValues(part, fixed)
    } else if (!field.startsWith('$')) {
      const values = scalarsOf(field, condition)
      if (values !== undefined && values.length < (fixed.get(field)?.length ?? Number.POSITIVE_INFINITY)) {
        fixed.set(field, values)
      }
    }
  }
  return fixed
}

function scalarsOf(field: string, condition: unknown): unknown[] | undefined {
  const values =
    isFields(condition) && Array.isArray(condition.$in)
      ? condition.$in
      : [isFields(condition) && '$eq' in condition ? condition.$eq : condition]
  return values.every((value) => isScalar(value) && (value !== null || !field.includes('.'))) ? values : undefined
}

/** A dotted path that leads to nothing has several meanings of null (none in an empty array), so null is left out. */
const isScalar = (value: unknown): boolean =>
  value === null || value instanceof Date || ['string', 'number', 'boolean'].includes(typeof value)

/** Uses the longest prefix of an index that the filter fixes; undefined when its first field is not fixed. */
function planFor(index: HashIndex, fixed: Map<string, unknown[]>): Plan | undefined {
  let lookups: unknown[][] = [[]]
  let width = 0
  for (const field of index.fields) {
    const values = fixed.get(field)
    if (values === undefined || lookups.length * values.length > MAX_LOOKUPS) break
    lookups = lookups.flatMap((head) => values.map((value) => [...head, value]))
    width += 1
  }
  return width === 0 ? undefined : { index, width, lookups }
}
