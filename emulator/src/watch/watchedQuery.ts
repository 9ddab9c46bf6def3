import { EJSON } from 'bson'
import { CloudError } from '../cloudError.ts'
import type { Filter, SortOrder } from '../database/database.ts'
import { type Fields, fromCaller, isFields } from '../database/values.ts'
import { withDates } from '../web/documentValues.ts'

/** What a client wants to watch, in the database's own terms. */
export interface WatchedQuery {
  collection: string
  filter: Filter
  /** Empty: insertion order. */
  orderBy: SortOrder
  /** Absent: every match. */
  limit?: number
}

const DIRECTIONS: Record<string, 1 | -1> = { asc: 1, desc: -1 }

/**
 * Reads the message of INIT_WATCH, `{collName, query, limit?, orderBy?: {field: 'asc' | 'desc'}}`.
 * @param now what server dates in the condition mean, ms. Throws INVALID_PARAM, DATABASE_REQUEST_FAILED.
 */
export function readWatchedQuery({ collName, query, limit, orderBy }: Fields, now: number): WatchedQuery {
  if (typeof collName !== 'string' || collName === '') throw invalid('collName must be a text')
  const filter = fromCaller(readCondition(query), now) as Filter
  const order = readOrder(orderBy)
  if (limit === undefined || limit === null || limit === 0) return { collection: collName, filter, orderBy: order }
  if (!Number.isInteger(limit) || Number(limit) < 0) throw invalid('limit must be a positive integer')
  if (Object.keys(order).length === 0 && seeksNearest(filter)) {
    throw invalid('a limit on the nearest documents cannot be watched')
  }
  return { collection: collName, filter, orderBy: order, limit: Number(limit) }
}

/** Database 0.9 and js-sdk 2 send JSON of the condition; database 1 sends JSON of a text of Extended JSON. */
function readCondition(query: unknown): Fields {
  if (query === undefined || query === null || query === '') return {}
  if (typeof query !== 'string') throw invalid('query must be a text')
  try {
    const once: unknown = JSON.parse(query)
    // Database 1 sends an empty text for a collection that is watched without a condition.
    const condition: unknown = typeof once === 'string' ? EJSON.parse(once || '{}') : withDates(once ?? {})
    if (isFields(condition)) return condition
  } catch {
    // Told below, as for any other text that is no condition.
  }
  throw invalid('query is not the JSON of a condition')
}

function readOrder(orderBy: unknown): SortOrder {
  if (orderBy === undefined || orderBy === null) return {}
  if (!isFields(orderBy)) throw invalid('orderBy must be an object')
  return Object.fromEntries(
    Object.entries(orderBy).map(([field, direction]) => {
      const sign = DIRECTIONS[String(direction)]
      if (sign === undefined) throw invalid(`the order of '${field}' must be asc or desc`)
      return [field, sign]
    }),
  )
}

const seeksNearest = (condition: unknown): boolean =>
  Array.isArray(condition)
    ? condition.some(seeksNearest)
    : isFields(condition) &&
      Object.entries(condition).some(([key, inner]) => key === '$nearSphere' || key === '$near' || seeksNearest(inner))

const invalid = (reason: string) => new CloudError('INVALID_PARAM', `invalid parameter: ${reason}`)
