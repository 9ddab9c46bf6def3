import type { Document, Filter, FindOptions, QueryPlan } from '../database.ts'
import type { Collection } from '../records/collection.ts'
import type { Writer } from '../store.ts'
import { nearestFirst, nearnessOf } from './geoOperators.ts'
import { sorted } from './sortKeys.ts'

/** The page of matches that the options ask for, and how it was found. Reads no further than the page needs. */
export function pageOf(
  writer: Writer,
  collection: Collection,
  { filter, matches }: { filter: Filter; matches: (document: Document) => boolean },
  { sort, skip = 0, limit }: FindOptions,
): { page: Document[]; plan: QueryPlan } {
  const order = sort !== undefined && Object.keys(sort).length > 0 ? sort : undefined
  const nearness = order === undefined ? nearnessOf(filter) : undefined
  const wanted = limit === undefined ? undefined : skip + limit
  const search = { filter, ...(order && { sort: order }), ...(wanted !== undefined && { wanted }) }
  const { documents, isSorted, index, fields } = writer.documents(collection, search)
  const isInOrder = isSorted || (order === undefined && nearness === undefined)
  const found: Document[] = []
  let examined = 0
  for (const document of documents) {
    if (isInOrder && found.length === wanted) break
    examined += 1
    if (matches(document)) found.push(document)
  }
  const ordered = isInOrder ? found : nearness ? nearestFirst(found, nearness) : order ? sorted(found, order) : found
  const plan: QueryPlan = { ...(index !== undefined && { index }), fields, examined, isSortedByIndex: isSorted }
  return { page: ordered.slice(skip, wanted), plan }
}
