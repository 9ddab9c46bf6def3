import type { Document } from '../database.ts'
import { runStages } from '../stages/pipeline.ts'
import type { Store } from '../store.ts'
import { type Fields, isFields } from '../values.ts'

/**
 * Runs an aggregation over the newest commit. A leading `$match` uses the indexes; `$lookup` and its like see the other
 * collections as they are, a missing one as empty.
 * @param now What `$$NOW` is, in ms.
 */
export function aggregate(store: Store, collectionName: string, stages: Fields[], now: number): Document[] {
  const collection = store.collection(collectionName)
  const first = stages[0]?.$match
  const filter = isFields(first) ? first : {}
  const documentsOf = (name: string) =>
    store.has(name) ? [...store.documents(store.collection(name), { filter: {} }).documents] : []
  const input = [...store.documents(collection, { filter }).documents]
  return runStages(input, stages, { variables: { NOW: new Date(now) }, documentsOf }) as Document[]
}
