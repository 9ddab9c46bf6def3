import { Context } from 'mingo/core'
import * as accumulator from 'mingo/operators/accumulator'
import * as projection from 'mingo/operators/projection'
import * as query from 'mingo/operators/query'
import * as window from 'mingo/operators/window'
import { Query } from 'mingo/query'
import type { Options } from 'mingo/types'
import { resolve } from 'mingo/util'
import { requestFailed } from '../databaseErrors.ts'
import { leavesAt } from '../records/indexKeys.ts'
import { type Fields, isFields } from '../values.ts'
import { expressionOperators } from './expressionOperators.ts'
import { geoConditions } from './geoOperators.ts'
import { stageOperators } from './stageOperators.ts'

type Operator = (selector: string, value: unknown, options: Options) => (document: Fields) => boolean

const LOGICAL = new Set(['$and', '$or', '$nor'])

/** True for `{ $gt: 5 }`, which speaks of an element itself; false for `{ qty: 5 }`, which speaks of its fields. */
const isAboutElement = (criteria: Fields): boolean =>
  Object.keys(criteria).length > 0 && Object.keys(criteria).every((key) => key.startsWith('$') && !LOGICAL.has(key))

/** mingo lets a condition on fields match elements that have none (numbers, text); MongoDB does not. */
function $elemMatch(selector: string, criteria: Fields, options: Options) {
  const aboutElement = isAboutElement(criteria)
  const condition = new Query<Fields>(aboutElement ? { element: criteria } : criteria, options)
  const matches = (element: unknown): boolean =>
    aboutElement ? condition.test({ element }) : isFields(element) && condition.test(element)
  const throughArrays = selector.includes('.')
  return (document: Fields): boolean => {
    const value = resolve(document, selector)
    if (!Array.isArray(value)) return false
    return value.some(
      (element) => matches(element) || (throughArrays && Array.isArray(element) && element.some(matches)),
    )
  }
}

/** MongoDB's `$all` is a conjunction, so it also finds a lone value that is not in an array; mingo's does not. */
function $all(selector: string, wanted: unknown[], options: Options) {
  const conditions = wanted.map((value) => new Query<Fields>({ [selector]: value }, options))
  return (document: Fields): boolean => conditions.length > 0 && conditions.every((each) => each.test(document))
}

/** MongoDB finds null where any element of an array lacks the field; mingo only where none has it. */
const lacksOrNull = (selector: string) => (document: Fields) =>
  leavesAt(document, selector).some((value) => value === null || value === undefined)

const $eq: Operator = (selector, value, options) =>
  value === null && selector.includes('.') ? lacksOrNull(selector) : query.$eq(selector, value, options)

/** As `$eq` for null, and a listed array also equals a whole array, not only an element. */
const $in: Operator = (selector, values, options) => {
  if (!Array.isArray(values)) throw requestFailed('$in needs an array')
  const special = values.filter((value) => value === null || Array.isArray(value))
  const tests = [query.$in(selector, values, options), ...special.map((value) => $eq(selector, value, options))]
  return tests.length === 1 ? tests[0]! : (document) => tests.some((test) => test(document))
}

const negated =
  (operator: Operator): Operator =>
  (selector, value, options) => {
    const test = operator(selector, value, options)
    return (document) => !test(document)
  }

/** An array has the type of each of its elements besides its own. */
const $type: Operator = (selector, types, options) => {
  const isType = query.$type(selector, types, options)
  const isElementOfType = query.$type('element', types, options)
  return (document) => {
    const value = resolve(document, selector)
    return isType(document) || (Array.isArray(value) && value.some((element) => isElementOfType({ element })))
  }
}

const queryOperators = {
  ...query,
  ...geoConditions,
  $eq,
  $ne: negated($eq),
  $in,
  $nin: negated($in),
  $type,
  $elemMatch,
  $all,
}
/** What conditions need: kept small, because mingo copies it for every query. */
export const conditionContext = Context.init({ query: queryOperators })

export const fullContext = Context.init({
  accumulator,
  expression: expressionOperators,
  pipeline: stageOperators,
  projection,
  query: queryOperators,
  window,
})
