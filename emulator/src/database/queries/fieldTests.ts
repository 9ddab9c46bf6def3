import { requestFailed } from '../databaseErrors.ts'
import { compareValues, equalValues, kindOf } from '../ordering.ts'
import { someAt } from '../paths.ts'
import type { Fields } from '../values.ts'

/** A condition on the field at one path. */
export interface FieldTest {
  /** Whether the document meets it, with all that arrays on the path mean. */
  document(document: Fields): boolean
  /** Whether one value, taken as it is, meets it: what `$elemMatch` and `$pull` ask of an element. */
  element(value: unknown): boolean
}

/** Met when any value at the path passes; an array at the end offers its elements too when `opensLast`. */
export function anyAt(path: string, opensLast: boolean, passes: (value: unknown) => boolean): FieldTest {
  const steps = path.split('.')
  return { document: (document) => someAt(document, steps, opensLast, passes), element: passes }
}

export const not = (test: FieldTest): FieldTest => ({
  document: (document) => !test.document(document),
  element: (value) => !test.element(value),
})

export const allOf = (tests: FieldTest[]): FieldTest =>
  tests.length === 1
    ? tests[0]!
    : {
        document: (document) => tests.every((test) => test.document(document)),
        element: (value) => tests.every((test) => test.element(value)),
      }

export type Comparison = '$eq' | '$gt' | '$gte' | '$lt' | '$lte'

const HOLDS: { [name in Comparison]: (difference: number) => boolean } = {
  $eq: (difference) => difference === 0,
  $gt: (difference) => difference > 0,
  $gte: (difference) => difference >= 0,
  $lt: (difference) => difference < 0,
  $lte: (difference) => difference <= 0,
}

/**
 * A comparison with values of the same kind only ("type bracketing"); null and missing are one kind, and NaN is neither
 * smaller nor greater than anything.
 */
export function comparison(name: Comparison, bound: unknown): (value: unknown) => boolean {
  const holds = HOLDS[name]
  if (bound === null) return holds(0) ? (value) => value === null || value === undefined : () => false
  const kind = kindOf(bound)
  if (kind === 'regex' && name !== '$eq') throw requestFailed('Can not have RegEx as arg to predicate over field')
  if (name === '$eq' && (kind === 'string' || kind === 'boolean')) return (value) => value === bound
  if (kind === 'number' && Number.isNaN(bound)) return holds(0) ? (value) => Number.isNaN(value) : () => false
  return (value) => kindOf(value) === kind && !Number.isNaN(value) && holds(compareValues(value, bound))
}

/** A regular expression meets texts that it matches, and itself. */
export const matching =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' ? pattern.test(value) : value instanceof RegExp && equalValues(value, pattern)

/** What a plain value in a condition asks for. */
export const plain = (value: unknown): ((candidate: unknown) => boolean) =>
  value instanceof RegExp ? matching(value) : comparison('$eq', value)

/** One of a list, where regular expressions match. Texts, which are most lists, are looked up at once. */
export function oneOf(wanted: readonly unknown[]): (value: unknown) => boolean {
  const texts = new Set(wanted.filter((value) => typeof value === 'string'))
  const others = wanted.filter((value) => typeof value !== 'string').map(plain)
  return (value) => (typeof value === 'string' && texts.has(value)) || others.some((passes) => passes(value))
}
