import { identityOf } from '../ordering.ts'
import { isTrue } from './expression.ts'
import { arrayOf, listed, listedOrNull, type Operator } from './operator.ts'

const MANY = Number.POSITIVE_INFINITY

/** The elements by what makes them equal, in order of their first appearance. */
export const distinct = (elements: Iterable<unknown>): Map<string, unknown> => {
  const found = new Map<string, unknown>()
  for (const element of elements) {
    const identity = identityOf(element)
    if (!found.has(identity)) found.set(identity, element ?? null)
  }
  return found
}

const setsOf = (values: unknown[], name: string): Map<string, unknown>[] =>
  values.map((value) => distinct(arrayOf(value, `All operands of ${name} must be arrays: it`)))

const without = (set: Map<string, unknown>, keeps: (key: string) => boolean): unknown[] =>
  [...set].filter(([key]) => keeps(key)).map(([, element]) => element)

/** One argument, which is an array; it may stand in a list of its own. */
const quantified = (decision: boolean): Operator =>
  listed(1, 1, ([array], name) =>
    arrayOf(array, `${name}'s argument`).some((element) => isTrue(element) === decision) ? decision : !decision,
  )

/** Arrays taken as sets: doubles and order do not count. */
export const sets: { [name: string]: Operator } = {
  $allElementsTrue: quantified(false),
  $anyElementTrue: quantified(true),
  $setUnion: listedOrNull(0, MANY, (values, name) => [
    ...distinct(setsOf(values, name).flatMap((set) => [...set.values()])).values(),
  ]),
  $setIntersection: listedOrNull(0, MANY, (values, name) => {
    const [first, ...others] = setsOf(values, name)
    return first === undefined ? [] : without(first, (key) => others.every((set) => set.has(key)))
  }),
  $setDifference: listedOrNull(2, 2, (values, name) => {
    const [first, second] = setsOf(values, name) as [Map<string, unknown>, Map<string, unknown>]
    return without(first, (key) => !second.has(key))
  }),
  $setEquals: listed(2, MANY, (values, name) => {
    const [first, ...others] = setsOf(values, name) as [Map<string, unknown>, ...Map<string, unknown>[]]
    return others.every((set) => set.size === first.size && [...set.keys()].every((key) => first.has(key)))
  }),
  $setIsSubset: listed(2, 2, (values, name) => {
    const [first, second] = setsOf(values, name) as [Map<string, unknown>, Map<string, unknown>]
    return [...first.keys()].every((key) => second.has(key))
  }),
}
