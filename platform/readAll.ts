import type { Collection, Filter } from './collection.ts'
import { _ } from './records.ts'

/** The most that one call of the service returns. */
const pageSize = 1000

/** Reads every match, past the limit of one call, page by page in the order of ids. */
export async function* pages<Doc extends { _id: string }>(
  collection: Collection<Doc>,
  filter: Filter,
): AsyncGenerator<Doc[]> {
  let after: string | undefined
  for (;;) {
    const next = after === undefined ? filter : { ...filter, _id: _.gt(after) }
    const page = await collection.find(next, { orderBy: [{ field: '_id', direction: 'asc' }], limit: pageSize })
    if (page.length > 0) yield page
    after = page.at(-1)?._id
    if (page.length < pageSize) return
  }
}

export async function readAll<Doc extends { _id: string }>(
  collection: Collection<Doc>,
  filter: Filter,
): Promise<Doc[]> {
  const all: Doc[] = []
  for await (const page of pages(collection, filter)) all.push(...page)
  return all
}
