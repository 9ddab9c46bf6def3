import { requestFailed } from '../databaseErrors.ts'
import { type Accumulate, accumulators } from '../expressions/accumulators.ts'
import { compileExpression, type Evaluate } from '../expressions/expression.ts'
import { compareValues, identityOf } from '../ordering.ts'
import { type Fields, isFields } from '../values.ts'
import { namesOf, type PipelineContext, type Stage } from './stage.ts'

/** The fields of a group's document besides `_id`, from the group's documents. */
export type Output = (documents: Fields[]) => Fields

/** Compiles `{ total: { $sum: '$fen' } }`. Throws DATABASE_REQUEST_FAILED for what is no accumulator. */
export function compileOutput(specification: Fields, context: PipelineContext): Output {
  const fields = Object.entries(specification).map(([field, accumulator]): [string, Accumulate, Evaluate] => {
    if (field.includes('.')) throw requestFailed(`The field name '${field}' cannot contain '.'`)
    if (field.startsWith('$')) throw requestFailed(`The field name '${field}' cannot be an operator name`)
    const [name, ...others] = isFields(accumulator) ? Object.keys(accumulator) : []
    if (name === undefined || !name.startsWith('$')) {
      throw requestFailed(`The field '${field}' must be an accumulator object`)
    }
    if (others.length > 0) throw requestFailed(`The field '${field}' must specify one accumulator`)
    if (name === '$count') return [field, accumulators.$sum!, () => 1]
    const accumulate = Object.hasOwn(accumulators, name) ? accumulators[name] : undefined
    if (accumulate === undefined) throw requestFailed(`unknown group operator '${name}'`)
    return [field, accumulate, compileExpression((accumulator as Fields)[name], namesOf(context))]
  })
  const { variables } = context
  return (documents) => {
    const made: Fields = {}
    for (const [field, accumulate, evaluate] of fields) {
      made[field] = accumulate(documents.map((root) => evaluate({ root, variables })))
    }
    return made
  }
}

/** Documents by the value of an expression, in order of first appearance; missing is null. */
export function grouped(
  documents: Fields[],
  keyOf: (document: Fields) => unknown,
): { key: unknown; members: Fields[] }[] {
  const groups = new Map<string, { key: unknown; members: Fields[] }>()
  for (const document of documents) {
    const key = keyOf(document)
    const identity = identityOf(key)
    const group = groups.get(identity)
    if (group === undefined) groups.set(identity, { key: key ?? null, members: [document] })
    else group.members.push(document)
  }
  return [...groups.values()]
}

export const $group: Stage = (argument, context) => {
  if (!isFields(argument)) throw requestFailed("a group's fields must be specified in an object")
  const { _id, ...fields } = argument
  if (!('_id' in argument)) throw requestFailed('a group specification must include an _id')
  const keyOf = compileExpression(_id, namesOf(context))
  const output = compileOutput(fields, context)
  const { variables } = context
  return (documents) =>
    grouped(documents, (root) => keyOf({ root, variables })).map(({ key, members }) => ({
      _id: key,
      ...output(members),
    }))
}

export const $sortByCount: Stage = (argument, context) => {
  const isExpression = isFields(argument) && Object.keys(argument)[0]?.startsWith('$')
  if (!isExpression && !(typeof argument === 'string' && argument.startsWith('$'))) {
    throw requestFailed('the sortByCount field must be specified as a $-prefixed path or an expression')
  }
  const group = $group({ _id: argument, count: { $sum: 1 } }, context, '$group')
  return (documents) => group(documents).sort((a, b) => compareValues(b.count, a.count))
}
