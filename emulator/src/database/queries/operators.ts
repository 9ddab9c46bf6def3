import { Context } from 'mingo/core'
import * as accumulator from 'mingo/operators/accumulator'
import * as projection from 'mingo/operators/projection'
import * as query from 'mingo/operators/query'
import * as window from 'mingo/operators/window'
import { Query } from 'mingo/query'
import type { Options } from 'mingo/types'
import { resolve } from 'mingo/util'
import { type Fields, isFields } from '../values.ts'
import { expressionOperators } from './expressionOperators.ts'
import { geoConditions } from './geoOperators.ts'
import { stageOperators } from './stageOperators.ts'

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

const queryOperators = { ...query, ...geoConditions, $elemMatch, $all }
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
