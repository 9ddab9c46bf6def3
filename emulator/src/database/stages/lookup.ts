import { requestFailed } from '../databaseErrors.ts'
import { compileExpression } from '../expressions/expression.ts'
import { variableName } from '../expressions/logic.ts'
import { identityOf } from '../ordering.ts'
import { someAt } from '../paths.ts'
import { type Fields, isFields } from '../values.ts'
import { computed, type FieldTree, plant } from './fieldTree.ts'
import { runStages } from './pipeline.ts'
import { namesOf, onlyKnown, type Stage } from './stage.ts'

/** Joins another collection by equal fields, by a pipeline with variables, or by both. */
export const $lookup: Stage = (argument, context, name) => {
  if (!isFields(argument)) throw requestFailed('the $lookup specification must be an Object')
  onlyKnown(argument, ['from', 'localField', 'foreignField', 'as', 'let', 'pipeline'], name)
  const { from, localField, foreignField, as, pipeline } = argument
  if (typeof from !== 'string') throw requestFailed("missing 'from' option to $lookup stage specification")
  if (typeof as !== 'string') throw requestFailed("must specify 'as' field for a $lookup")
  const hasFields = localField !== undefined || foreignField !== undefined
  if (hasFields && (typeof localField !== 'string' || typeof foreignField !== 'string')) {
    throw requestFailed('$lookup requires both localField and foreignField, as texts')
  }
  if (!hasFields && pipeline === undefined) {
    throw requestFailed("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified")
  }
  if (pipeline !== undefined && !Array.isArray(pipeline)) throw requestFailed('$lookup pipeline must be an array')
  if (argument.let !== undefined && !isFields(argument.let))
    throw requestFailed("$lookup argument 'let' must be an object")
  const values = Object.entries((argument.let ?? {}) as Fields).map(
    ([key, value]) => [variableName(key), compileExpression(value, namesOf(context))] as const,
  )
  const target: FieldTree = new Map()
  plant(target, as, (scope) => scope.variables.joined)
  const joinedTo = (document: Fields, foreign: Fields[]): Fields[] => {
    if (pipeline === undefined) return foreign
    const defined = values.map(
      ([key, value]) => [key, value({ root: document, variables: context.variables })] as const,
    )
    const variables = { ...context.variables, ...Object.fromEntries(defined) }
    return runStages(foreign, pipeline, { ...context, variables })
  }
  return (documents) => {
    const foreign = context.documentsOf(from)
    // A wrong pipeline is refused even when there is nothing to run it on.
    if (documents.length === 0 && pipeline !== undefined) joinedTo({}, [])
    const matchesOf = hasFields ? byField(foreign, foreignField as string, localField as string) : () => foreign
    return documents.map((document) => {
      const variables = { joined: joinedTo(document, matchesOf(document)) }
      return computed(document, target, { root: document, variables }) as Fields
    })
  }
}

/** A table of the foreign documents by what their field holds: searched once per document, made once per stage. */
function byField(foreign: Fields[], foreignField: string, localField: string): (document: Fields) => Fields[] {
  const steps = foreignField.split('.')
  const table = new Map<string, number[]>()
  foreign.forEach((document, ordinal) => {
    const keys = new Set<string>()
    someAt(document, steps, true, (value) => {
      keys.add(identityOf(value))
      return false
    })
    for (const key of keys) {
      const ordinals = table.get(key)
      if (ordinals === undefined) table.set(key, [ordinal])
      else ordinals.push(ordinal)
    }
  })
  const localSteps = localField.split('.')
  return (document) => {
    const ordinals = new Set<number>()
    someAt(document, localSteps, true, (value) => {
      // Of an array only the elements are looked up, never the whole.
      if (Array.isArray(value)) return false
      for (const ordinal of table.get(identityOf(value)) ?? []) ordinals.add(ordinal)
      return false
    })
    return [...ordinals].sort((a, b) => a - b).map((ordinal) => foreign[ordinal]!)
  }
}
