import { Aggregator } from 'mingo/aggregator'
import type { Document } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import type { Store } from '../store.ts'
import { type Fields, isFields } from '../values.ts'
import { asRequest, compileFilter } from './conditions.ts'
import { fullContext } from './operators.ts'

/** Stages that would write or read outside of the collections named; the real service refuses them too. */
const REFUSED = new Set(['$out', '$merge', '$documents', '$collStats', '$indexStats', '$currentOp'])

/**
 * Runs an aggregation over the newest commit. A leading `$match` uses the indexes; `$lookup` and its like see the other
 * collections as they are, a missing one as empty.
 */
export function aggregate(store: Store, collectionName: string, stages: Fields[]): Document[] {
  stages.forEach(refuseStage)
  const collection = store.collection(collectionName)
  const first = stages[0]?.$match
  const filter = isFields(first) ? first : {}
  const matches = compileFilter(filter)
  const input = store.documents(collection, filter).filter(matches)
  const pipeline = new Aggregator(isFields(first) ? stages.slice(1) : stages, {
    context: fullContext,
    scriptEnabled: false,
    collectionResolver: (name) => (store.has(name) ? store.documents(store.collection(name), {}) : []),
  })
  return asRequest(() => pipeline.run<Document>(input))
}

function refuseStage(stage: Fields): void {
  const names = Object.keys(stage)
  if (names.length !== 1) throw requestFailed('an aggregation stage must have exactly one field')
  if (REFUSED.has(names[0]!)) throw requestFailed(`the aggregation stage ${names[0]} is not allowed`)
}
