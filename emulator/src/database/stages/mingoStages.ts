import { Aggregator } from 'mingo/aggregator'
import { cloneDeep } from 'mingo/util'
import { requestFailed } from '../databaseErrors.ts'
import type { Fields } from '../values.ts'
import { mingoContext } from './mingoContext.ts'
import type { PipelineContext, RunStage } from './stage.ts'

/**
 * Stages that the SDK cannot build and that reach the service in raw pipelines only. They are taken from mingo, which
 * differs from MongoDB in some expressions.
 */
export const FURTHER_STAGES = new Set(['$densify', '$fill', '$graphLookup', '$redact', '$setWindowFields'])

/** Stored documents are shared and frozen, and mingo writes into what it is given: it gets copies. */
export function mingoStage(name: string, argument: unknown, context: PipelineContext): RunStage {
  return (documents) => {
    try {
      const stage = new Aggregator([{ [name]: argument }], {
        context: mingoContext,
        scriptEnabled: false,
        collectionResolver: (from) => context.documentsOf(from).map((document) => cloneDeep(document)),
      })
      return stage.run<Fields>(documents.map((document) => cloneDeep(document) as Fields))
    } catch (error) {
      throw requestFailed(error instanceof Error ? error.message : String(error))
    }
  }
}
