import type { Document, Filter } from './database.ts'
import type { Collection } from './records/collection.ts'
import type { Writer } from './store.ts'
import type { DocumentChange } from './updates/compileUpdate.ts'

/** Inserts one document; waits for a transaction that holds its id or a unique key. Throws a duplicate key error. */
export async function insertDocument(writer: Writer, collection: Collection, document: Document): Promise<void> {
  for (;;) {
    const holder = writer.write(collection, document._id, document, 'insert')
    if (holder === undefined) return
    await holder.ended
  }
}

interface WriteRequest {
  filter: Filter
  matches: (document: Document) => boolean
  multi: boolean
}

/**
 * Changes the first match, or each. The condition is tested and the change made in one step per document, and again
 * from the start for a document that a transaction held; a change of many documents is not atomic as a whole.
 * `last` is the last matched document as it is afterwards; `updated` counts the documents that really changed.
 */
export async function updateDocuments(
  writer: Writer,
  collection: Collection,
  request: WriteRequest & { changeDocument: DocumentChange; kind: 'update' | 'replace' },
): Promise<{ matched: number; updated: number; last?: Document }> {
  const outcome: { matched: number; updated: number; last?: Document } = { matched: 0, updated: 0 }
  await forEachMatch(writer, collection, request, (document) => {
    const after = request.changeDocument(document)
    const holder = after === document ? undefined : writer.write(collection, document._id, after, request.kind)
    if (holder !== undefined) return holder
    outcome.matched += 1
    if (after !== document) outcome.updated += 1
    outcome.last = after
    return undefined
  })
  return outcome
}

/** Deletes the first match, or each; answers how many. */
export async function removeDocuments(writer: Writer, collection: Collection, request: WriteRequest): Promise<number> {
  let removed = 0
  await forEachMatch(writer, collection, request, (document) => {
    const holder = writer.write(collection, document._id, undefined, 'delete')
    if (holder === undefined) removed += 1
    return holder
  })
  return removed
}

type Holder = ReturnType<Writer['write']>

/** Visits every match, or only the first, exactly once; a visit that answers a transaction is repeated after its end. */
async function forEachMatch(
  writer: Writer,
  collection: Collection,
  { filter, matches, multi }: WriteRequest,
  visit: (document: Document) => Holder,
): Promise<void> {
  const visited = new Set<Document['_id']>()
  for (;;) {
    let holder: Holder
    const { documents } = writer.documents(collection, { filter })
    // What is written must not come by again, as it would when reading goes on in an index that the write moved it in.
    for (const document of multi ? [...documents] : documents) {
      if (visited.has(document._id) || !matches(document)) continue
      const inTheWay = visit(document)
      if (inTheWay === undefined) visited.add(document._id)
      else holder = inTheWay
      if (!multi) break
    }
    if (holder === undefined) return
    await holder.ended
  }
}
