import type { Document, Filter } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { compileExpression, isTrue, type Scope } from '../expressions/expression.ts'
import { type Fields, isFields } from '../values.ts'
import { fieldOperators } from './fieldOperators.ts'
import { allOf, anyAt, type FieldTest, plain } from './fieldTests.ts'
import { compileSchema } from './jsonSchema.ts'

export { compileOrder, sorted } from './sortKeys.ts'

/** What a condition may look at besides the document: the variables of the pipeline around it. */
export interface FilterContext {
  variables: Scope['variables']
}

const TOP_LEVEL: FilterContext = { variables: {} }

/**
 * The filter as a test of one document, as MongoDB understands it.
 * Throws DATABASE_REQUEST_FAILED for unknown operators and wrong arguments.
 */
export function compileFilter(filter: Filter, context = TOP_LEVEL): (document: Document) => boolean {
  return compileCondition(filter, context)
}

type Condition = (document: Fields) => boolean

export function compileCondition(filter: Fields, context: FilterContext): Condition {
  const conditions = Object.entries(filter).map(([key, argument]) =>
    key.startsWith('$') ? topOperator(key, argument, context) : fieldCondition(key, argument, context).document,
  )
  if (conditions.length === 0) return () => true
  if (conditions.length === 1) return conditions[0]!
  return (document) => conditions.every((condition) => condition(document))
}

function topOperator(name: string, argument: unknown, context: FilterContext): Condition {
  switch (name) {
    case '$and': {
      const parts = partsOf(name, argument, context)
      return (document) => parts.every((part) => part(document))
    }
    case '$or': {
      const parts = partsOf(name, argument, context)
      return (document) => parts.some((part) => part(document))
    }
    case '$nor': {
      const parts = partsOf(name, argument, context)
      return (document) => !parts.some((part) => part(document))
    }
    case '$expr': {
      const evaluate = compileExpression(argument, Object.keys(context.variables))
      return (document) => isTrue(evaluate({ root: document, variables: context.variables }))
    }
    case '$jsonSchema':
      return compileSchema(argument)
    case '$comment':
      return () => true
    default:
      throw requestFailed(`unknown top level operator: ${name}`)
  }
}

function partsOf(name: string, argument: unknown, context: FilterContext): Condition[] {
  if (!Array.isArray(argument)) throw requestFailed(`${name} must be an array`)
  if (argument.length === 0) throw requestFailed(`${name} must be a nonempty array`)
  return argument.map((part: unknown) => {
    if (!isFields(part)) throw requestFailed('$or/$and/$nor entries need to be full objects')
    return compileCondition(part, context)
  })
}

/** True for `{ $gt: 5 }`; false for a plain value, and for an object that is one. */
export function isOperators(value: unknown): boolean {
  return isFields(value) && Object.keys(value)[0]?.startsWith('$') === true
}

function fieldCondition(path: string, argument: unknown, context: FilterContext): FieldTest {
  if (isOperators(argument)) return compileFieldOperators(path, argument as Fields, context)
  return anyAt(path, true, plain(argument))
}

export function compileFieldOperators(path: string, operators: Fields, context: FilterContext): FieldTest {
  return allOf(
    Object.entries(operators).map(([name, argument]) => {
      const operator = Object.hasOwn(fieldOperators, name) ? fieldOperators[name] : undefined
      if (operator === undefined) throw requestFailed(`unknown operator: ${name}`)
      return operator(path, argument, context)
    }),
  )
}
