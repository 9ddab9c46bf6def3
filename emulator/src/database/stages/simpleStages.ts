import type { Document, SortOrder } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { compileExpression } from '../expressions/expression.ts'
import { typeName } from '../ordering.ts'
import { valueAt } from '../paths.ts'
import { compileFilter } from '../queries/conditions.ts'
import { shapeOf } from '../queries/geometry.ts'
import { byDistance, requiredPoint } from '../queries/geoOperators.ts'
import { sorted } from '../queries/sortKeys.ts'
import { type Fields, isFields } from '../values.ts'
import { computed, dropped, type FieldTree, plant } from './fieldTree.ts'
import { compileAddition, compileProjection, compileRemoval } from './projecting.ts'
import { namesOf, onlyKnown, type Stage } from './stage.ts'

export const $match: Stage = (argument, { variables }) => {
  if (!isFields(argument)) throw requestFailed('the match filter must be an expression in an object')
  const matches = compileFilter(argument, { variables })
  return (documents) => documents.filter((document) => matches(document as Document))
}

export const $project: Stage = (argument, context) => {
  const project = compileProjection(argument, namesOf(context))
  return (documents) => documents.map((document) => project(document, context.variables))
}

export const $addFields: Stage = (argument, context) => {
  const add = compileAddition(argument, namesOf(context))
  return (documents) => documents.map((document) => add(document, context.variables))
}

export const $unset: Stage = (argument, { variables }) => {
  const remove = compileRemoval(argument)
  return (documents) => documents.map((document) => remove(document, variables))
}

function wholeNumber(argument: unknown, least: number, name: string): number {
  if (Number.isInteger(argument) && (argument as number) >= least) return argument as number
  throw requestFailed(
    `the argument to ${name} must be a whole number of at least ${least}, found: ${JSON.stringify(argument)}`,
  )
}

export const $limit: Stage = (argument, _context, name) => {
  const limit = wholeNumber(argument, 1, name)
  return (documents) => documents.slice(0, limit)
}

export const $skip: Stage = (argument, _context, name) => {
  const skip = wholeNumber(argument, 0, name)
  return (documents) => documents.slice(skip)
}

/** Different documents at random, in random order; all of them when fewer are there. */
export const $sample: Stage = (argument, _context, name) => {
  if (!isFields(argument)) throw requestFailed('the $sample stage specification must be an object')
  onlyKnown(argument, ['size'], name)
  const size = wholeNumber(argument.size, 1, name)
  return (documents) => {
    const shuffled = [...documents]
    const count = Math.min(size, shuffled.length)
    for (let at = 0; at < count; at++) {
      const other = at + Math.floor(Math.random() * (shuffled.length - at))
      ;[shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!]
    }
    return shuffled.slice(0, count)
  }
}

export const $sort: Stage = (argument) => {
  if (!isFields(argument)) throw requestFailed('the $sort key specification must be an object')
  if (Object.keys(argument).length === 0) throw requestFailed('$sort stage must have at least one sort key')
  sorted([], argument as SortOrder)
  return (documents) => sorted(documents, argument as SortOrder)
}

export const $count: Stage = (argument) => {
  if (typeof argument !== 'string' || argument === '' || argument.startsWith('$') || argument.includes('.')) {
    throw requestFailed("the count field must be a non-empty string without a '$' in front or a '.'")
  }
  return (documents) => (documents.length === 0 ? [] : [{ [argument]: documents.length }])
}

export const $replaceRoot: Stage = (argument, context, name) => {
  if (!isFields(argument) || !('newRoot' in argument))
    throw requestFailed('no newRoot specified for the $replaceRoot stage')
  onlyKnown(argument, ['newRoot'], name)
  return $replaceWith(argument.newRoot, context, name)
}

export const $replaceWith: Stage = (argument, context, name) => {
  const evaluate = compileExpression(argument, namesOf(context))
  return (documents) =>
    documents.map((root) => {
      const made = evaluate({ root, variables: context.variables })
      if (isFields(made)) return made
      throw requestFailed(
        `'newRoot' expression of ${name} must evaluate to an object, but resulting value was of type ${typeName(made)}`,
      )
    })
}

export const $unwind: Stage = (argument, _context, name) => {
  const options: Fields = isFields(argument) ? argument : { path: argument }
  onlyKnown(options, ['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'], name)
  const { path, preserveNullAndEmptyArrays: preserves = false, includeArrayIndex: index } = options
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2) {
    throw requestFailed(`path option to $unwind stage should be prefixed with a '$': ${JSON.stringify(path)}`)
  }
  if (typeof preserves !== 'boolean')
    throw requestFailed('expected a boolean for the preserveNullAndEmptyArrays option')
  if (index !== undefined && (typeof index !== 'string' || index === '' || index.startsWith('$'))) {
    throw requestFailed('expected a non-empty text without a $ for the includeArrayIndex option')
  }
  const steps = path.slice(1).split('.')
  const removal: FieldTree = new Map()
  plant(removal, path.slice(1), 'drop')
  const element: FieldTree = new Map()
  plant(element, path.slice(1), ({ variables }) => variables.element)
  const position: FieldTree = new Map()
  if (index !== undefined) plant(position, index as string, ({ variables }) => variables.position)
  const numbered = (root: Fields, at: number | null): Fields =>
    index === undefined ? root : (computed(root, position, { root, variables: { position: at } }) as Fields)
  return (documents) =>
    documents.flatMap((root) => {
      const value = valueAt(root, steps)
      if (!Array.isArray(value)) {
        return value === null || value === undefined
          ? preserves
            ? [numbered(root, null)]
            : []
          : [numbered(root, null)]
      }
      if (value.length === 0) return preserves ? [numbered(dropped(root, removal), null)] : []
      return value.map((each, at) =>
        numbered(computed(root, element, { root, variables: { element: each } }) as Fields, at),
      )
    })
}

/** Documents by their distance in metres, which is written into `distanceField`. */
export const $geoNear: Stage = (argument, { variables }) => {
  if (!isFields(argument)) throw requestFailed('$geoNear needs an object')
  const { distanceField, includeLocs, key, limit, query, near } = argument
  if (typeof distanceField !== 'string') throw requestFailed('$geoNear needs a distanceField')
  const from = requiredPoint(near, '$geoNear')
  const bound = (name: string, otherwise: number): number => {
    const value = argument[name] ?? otherwise
    if (typeof value === 'number' && value >= 0) return value
    throw requestFailed(`${name} of $geoNear must be a number that is not negative`)
  }
  const [least, most] = [bound('minDistance', 0), bound('maxDistance', Number.MAX_VALUE)]
  const factor = bound('distanceMultiplier', 1)
  const count = limit === undefined ? undefined : wholeNumber(limit, 1, 'limit of $geoNear')
  const matches = compileFilter(isFields(query) ? query : {}, { variables })
  const target: FieldTree = new Map()
  plant(target, distanceField, (scope) => scope.variables.metres)
  if (typeof includeLocs === 'string') plant(target, includeLocs, (scope) => scope.variables.location)
  return (documents) => {
    const input = documents.filter((document) => matches(document as Document))
    return byDistance(input, from, typeof key === 'string' ? key : geoField(input))
      .filter(({ metres }) => metres >= least && metres <= most)
      .slice(0, count)
      .map(({ document, metres, location }) => {
        const scope = { root: document, variables: { metres: metres * factor, location } }
        return computed(document, target, scope) as Fields
      })
  }
}

/** MongoDB takes the field of the only geo index; here it is the first field that holds a geometry. */
function geoField(documents: Fields[]): string {
  for (const document of documents) {
    const field = Object.keys(document).find(
      (name) => isFields(document[name]) && shapeOf(document[name]) !== undefined,
    )
    if (field !== undefined) return field
  }
  return ''
}
