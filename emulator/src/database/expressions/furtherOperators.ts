import { computeValue, ProcessingMode } from 'mingo/core'
import * as expression from 'mingo/operators/expression'
import { requestFailed } from '../databaseErrors.ts'
import { mingoContext } from '../stages/mingoContext.ts'
import { type Fields, isFields } from '../values.ts'
import type { Evaluate } from './expression.ts'
import type { Operator } from './operator.ts'

const OPTIONS = {
  context: mingoContext,
  scriptEnabled: false,
  idKey: '_id',
  processingMode: ProcessingMode.CLONE_OFF,
  useStrictMode: true,
  failOnError: true,
}

/** It runs code that came with the request. */
const REFUSED = new Set(['$function'])

/**
 * Operators that the SDK cannot build and that reach the service in raw pipelines only, taken from mingo. Their
 * arguments are evaluated here, so that paths and variables mean the same everywhere.
 */
export const furtherOperators: { [name: string]: Operator } = Object.fromEntries(
  Object.keys(expression)
    .filter((name) => name.startsWith('$') && !REFUSED.has(name))
    .map((name): [string, Operator] => [name, ofMingo]),
)

function ofMingo(argument: unknown, compile: (inner: unknown) => Evaluate, name: string): Evaluate {
  const evaluate = evaluatorOf(argument, compile)
  return (scope) => {
    try {
      return computeValue({}, evaluate(scope), name, OPTIONS)
    } catch (error) {
      throw requestFailed(error instanceof Error ? error.message : String(error))
    }
  }
}

/** Values go to mingo as literals, for a text in a document may look like a path. */
function evaluatorOf(argument: unknown, compile: (inner: unknown) => Evaluate): Evaluate {
  if (Array.isArray(argument)) {
    const parts = argument.map((each) => literal(compile(each)))
    return (scope) => parts.map((part) => part(scope))
  }
  if (isFields(argument) && !Object.keys(argument)[0]?.startsWith('$')) {
    const parts = Object.entries(argument).map(([key, inner]) => [key, literal(compile(inner))] as const)
    return (scope) => Object.fromEntries(parts.map(([key, part]) => [key, part(scope)])) as Fields
  }
  return literal(compile(argument))
}

const literal =
  (evaluate: Evaluate): Evaluate =>
  (scope) => ({ $literal: evaluate(scope) ?? null })
