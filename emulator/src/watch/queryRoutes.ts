import type { Change, Document } from '../database/database.ts'
import { boundsOf } from '../database/records/bounds.ts'
import { keyOf, valuesAt } from '../database/records/indexKeys.ts'
import type { LiveQuery } from './liveQuery.ts'

/**
 * Finds the queries that a change may concern. A query that ties a field to values is found through the values that the
 * document has there, so a write does not cost more because others watch other documents.
 */
export class QueryRoutes {
  private readonly byAddress = new Map<string, Set<LiveQuery>>()
  /** By collection: the fields that queries tie, and how many do. */
  private readonly tiedFields = new Map<string, Map<string, number>>()

  add(query: LiveQuery): void {
    const { field, addresses } = placeOf(query)
    this.countField(query.query.collection, field, 1)
    for (const address of addresses) {
      const queries = this.byAddress.get(address)
      if (queries === undefined) this.byAddress.set(address, new Set([query]))
      else queries.add(query)
    }
  }

  remove(query: LiveQuery): void {
    const { field, addresses } = placeOf(query)
    this.countField(query.query.collection, field, -1)
    for (const address of addresses) {
      const queries = this.byAddress.get(address)
      queries?.delete(query)
      if (queries?.size === 0) this.byAddress.delete(address)
    }
  }

  /** Every query that may see the document before or after the change. */
  concerned({ collection, doc, before = doc }: Change): Set<LiveQuery> {
    const addresses = new Set([collection])
    for (const field of this.tiedFields.get(collection)?.keys() ?? []) {
      for (const address of addressesOf(collection, field, doc)) addresses.add(address)
      if (before !== doc) for (const address of addressesOf(collection, field, before)) addresses.add(address)
    }
    const found = new Set<LiveQuery>()
    for (const address of addresses) for (const query of this.byAddress.get(address) ?? []) found.add(query)
    return found
  }

  private countField(collection: string, field: string | undefined, step: 1 | -1): void {
    if (field === undefined) return
    const counts = this.tiedFields.get(collection) ?? new Map<string, number>()
    const count = (counts.get(field) ?? 0) + step
    if (count === 0) counts.delete(field)
    else counts.set(field, count)
    if (counts.size === 0) this.tiedFields.delete(collection)
    else this.tiedFields.set(collection, counts)
  }
}

/** Where a query is found: under each value of the field that it ties to the fewest, or under its whole collection. */
function placeOf({ query: { collection, filter } }: LiveQuery): { field?: string; addresses: string[] } {
  const ties = Array.from(boundsOf(filter), ([field, { values }]) => ({ field, values }))
  const [tie] = ties.filter(hasValues).sort((a, b) => a.values.length - b.values.length)
  if (tie === undefined) return { addresses: [collection] }
  const { field, values } = tie
  return { field, addresses: values.map((value) => addressOf(collection, field, value)) }
}

type Tie = { field: string; values?: unknown[] }
const hasValues = (tie: Tie): tie is Required<Tie> => tie.values !== undefined

const addressesOf = (collection: string, field: string, document: Document): string[] =>
  valuesAt(document, field).map((value) => addressOf(collection, field, value))

const addressOf = (collection: string, field: string, value: unknown): string =>
  `${collection}\0${field}\0${keyOf(value)}`
