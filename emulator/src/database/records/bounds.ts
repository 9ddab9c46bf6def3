import type { Filter } from '../database.ts'
import { isFields } from '../values.ts'

/** One end of a range. */
export interface End {
  value: unknown
  inclusive: boolean
}

/** What a filter leaves to a field: certain scalars, or scalars of one type up to an end or between two. */
export interface Bounds {
  values?: unknown[]
  low?: End
  high?: End
}

/** The bounds of each field, from `$eq`, `$in`, plain values and comparisons, through `$and`. All matches keep to them. */
export function boundsOf(filter: Filter, bounds = new Map<string, Bounds>()): Map<string, Bounds> {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isFields(part)) boundsOf(part, bounds)
    } else if (!field.startsWith('$')) {
      const known = bounds.get(field) ?? {}
      const narrower = { ...rangeOf(condition), ...known }
      const values = valuesOf(field, condition)
      if (values !== undefined && values.length < (known.values?.length ?? Number.POSITIVE_INFINITY)) {
        narrower.values = values
      }
      if (Object.keys(narrower).length > 0) bounds.set(field, narrower)
    }
  }
  return bounds
}

function valuesOf(field: string, condition: unknown): unknown[] | undefined {
  const values =
    isFields(condition) && Array.isArray(condition.$in)
      ? condition.$in
      : [isFields(condition) && '$eq' in condition ? condition.$eq : condition]
  return values.every((value) => isScalar(value) && (value !== null || !field.includes('.'))) ? values : undefined
}

/** A dotted path that leads to nothing has several meanings of null (none in an empty array), so null is left out. */
const isScalar = (value: unknown): boolean => value === null || isComparable(value)

const isComparable = (value: unknown): boolean =>
  value instanceof Date || ['string', 'number', 'boolean'].includes(typeof value)

/** Comparisons find values of their own type only, so one end says the type. */
function rangeOf(condition: unknown): Bounds {
  if (!isFields(condition)) return {}
  const low = endOf(condition.$gte, true) ?? endOf(condition.$gt, false)
  const high = endOf(condition.$lte, true) ?? endOf(condition.$lt, false)
  return { ...(low && { low }), ...(high && { high }) }
}

const endOf = (value: unknown, inclusive: boolean): End | undefined =>
  isComparable(value) && !Number.isNaN(value) ? { value, inclusive } : undefined
