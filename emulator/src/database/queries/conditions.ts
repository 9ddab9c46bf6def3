import { Query } from 'mingo/query'
import { compare, resolve } from 'mingo/util'
import { CloudError } from '../../cloudError.ts'
import type { Document, Filter, SortOrder } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { isFields } from '../values.ts'
import { conditionContext, fullContext } from './operators.ts'

/** Runs what mingo does; its complaints about a request become DATABASE_REQUEST_FAILED. */
export function asRequest<Answer>(run: () => Answer): Answer {
  try {
    return run()
  } catch (error) {
    if (error instanceof CloudError) throw error
    throw requestFailed(error instanceof Error ? error.message : String(error))
  }
}

/** mingo's operators for expressions are many, and copied for every query: only `$expr` needs them. */
const usesExpressions = (filter: unknown): boolean =>
  Array.isArray(filter)
    ? filter.some(usesExpressions)
    : isFields(filter) && Object.keys(filter).some((key) => key === '$expr' || usesExpressions(filter[key]))

/** The filter as a test of one document. Throws DATABASE_REQUEST_FAILED for an unknown operator. */
export function compileFilter(filter: Filter): (document: Document) => boolean {
  if (Object.keys(filter).length === 0) return () => true
  const context = usesExpressions(filter) ? fullContext : conditionContext
  const query = asRequest(() => new Query<Document>(filter, { context, scriptEnabled: false }))
  return (document) => asRequest(() => query.test(document))
}

/** Orders by MongoDB's comparison of mixed types; equal ones stay as they were. */
export function sorted(documents: Document[], order: SortOrder): Document[] {
  const { keysOf, compareKeys } = compileOrder(order)
  const keyed = documents.map((document) => ({ document, keys: keysOf(document) }))
  keyed.sort((a, b) => compareKeys(a.keys, b.keys))
  return keyed.map(({ document }) => document)
}

/** What a document is sorted by, and how two of these compare. Throws DATABASE_REQUEST_FAILED for a bad direction. */
export function compileOrder(order: SortOrder): {
  keysOf: (document: Document) => unknown[]
  compareKeys: (a: unknown[], b: unknown[]) => number
} {
  const fields = Object.entries(order)
  for (const [field, direction] of fields) {
    if (direction !== 1 && direction !== -1) throw requestFailed(`the order of '${field}' must be 1 or -1`)
  }
  return {
    keysOf: (document) => fields.map(([field, direction]) => sortKey(resolve(document, field), direction)),
    compareKeys: (a, b) => {
      for (const [position, [, direction]] of fields.entries()) {
        const difference = compare(a[position], b[position])
        if (difference !== 0) return difference * direction
      }
      return 0
    },
  }
}

/** MongoDB sorts an array by its smallest element going up, by its largest going down, and missing as null. */
function sortKey(value: unknown, direction: 1 | -1): unknown {
  if (value === undefined) return null
  if (!Array.isArray(value)) return value
  return value.reduce<unknown>(
    (best, element) => (best === undefined || compare(element, best) * direction < 0 ? element : best),
    undefined,
  )
}
