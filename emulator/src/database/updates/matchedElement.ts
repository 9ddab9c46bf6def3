import type { Filter } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { valueAt } from '../paths.ts'
import { compileCondition } from '../queries/conditions.ts'
import { type Fields, isFields } from '../values.ts'

/**
 * Which element of the array at a path the filter's conditions on it matched: what `$` stands for.
 * Throws DATABASE_REQUEST_FAILED when the filter says nothing of that array.
 */
export function matchedIndex(document: Fields, path: string, filter: Filter): number {
  const steps = path.split('.')
  const tests = conditionsOn(path, filter).map((condition) => compileCondition(condition, { variables: {} }))
  const elements = valueAt(document, steps)
  const matches = (element: unknown): boolean => {
    const lone = nested(steps, [element])
    return tests.every((matchesLone) => matchesLone(lone))
  }
  const index = tests.length > 0 && Array.isArray(elements) ? elements.findIndex(matches) : -1
  if (index < 0) throw requestFailed('The positional operator did not find the match needed from the query.')
  return index
}

function conditionsOn(field: string, filter: Filter): Fields[] {
  return Object.entries(filter).flatMap(([key, condition]) => {
    if (key === '$and' && Array.isArray(condition)) {
      return condition.filter(isFields).flatMap((part) => conditionsOn(field, part))
    }
    return key === field || key.startsWith(`${field}.`) ? [{ [key]: condition }] : []
  })
}

const nested = (steps: string[], value: unknown): Fields =>
  steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value) as Fields
