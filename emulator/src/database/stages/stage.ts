import { requestFailed } from '../databaseErrors.ts'
import type { Scope } from '../expressions/expression.ts'
import type { Fields } from '../values.ts'

/** What a pipeline runs in. */
export interface PipelineContext {
  variables: Scope['variables']
  /** Every document of another collection as the newest commit has it; none when there is no such collection. */
  documentsOf(collection: string): Fields[]
}

/** A compiled stage: all documents in, all documents out. Documents that come in are shared: never changed. */
export type RunStage = (documents: Fields[]) => Fields[]

/** Compiles the argument of a stage. Throws DATABASE_REQUEST_FAILED for a wrong one. */
export type Stage = (argument: unknown, context: PipelineContext, name: string) => RunStage

export const namesOf = (context: PipelineContext): string[] => Object.keys(context.variables)

/** Refuses arguments that a stage does not know. */
export function onlyKnown(argument: Fields, known: readonly string[], name: string): void {
  const unknown = Object.keys(argument).find((key) => !known.includes(key))
  if (unknown !== undefined) throw requestFailed(`Unrecognized option to ${name}: ${unknown}`)
}
