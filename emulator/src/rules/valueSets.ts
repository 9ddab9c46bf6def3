import type { Ordering } from './expression.ts'

/** What conditions compare with. A missing field counts as null, as in MongoDB. */
export type Scalar = null | boolean | number | string | Date
type Bound = number | string | Date

/** The values that one comparison lets through: listed ones, or all of the bound's type on one side of it. */
export type ValueSet = { values: Scalar[] } | { ordering: Ordering; bound: Bound }

export const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'boolean' || isBound(value)

/** NaN has no place in an order, and nothing equals it. */
export const isBound = (value: unknown): value is Bound =>
  typeof value === 'string' ||
  (typeof value === 'number' && !Number.isNaN(value)) ||
  (value instanceof Date && !Number.isNaN(value.getTime()))

export function sameScalar(a: Scalar, b: Scalar): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b
}

/** Values of different types are never in order, as in MongoDB. */
export function isOrdered(a: unknown, ordering: Ordering, b: Bound): boolean {
  if (!isBound(a) || !sameType(a, b)) return false
  switch (ordering) {
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '<':
      return a < b
    case '<=':
      return a <= b
  }
}

function has(set: ValueSet, value: Scalar): boolean {
  return 'values' in set
    ? set.values.some((member) => sameScalar(member, value))
    : isOrdered(value, set.ordering, set.bound)
}

/** True only if every value of `set` that no set of `without` has is in `outer`. */
export function isInside(set: ValueSet, without: ValueSet[], outer: ValueSet): boolean {
  if ('values' in set) return set.values.every((value) => has(outer, value) || anyHas(without, value))
  if ('values' in outer || !sameType(set.bound, outer.bound) || !sameSide(set.ordering, outer.ordering)) return false
  if (has(outer, set.bound)) return true
  const meetsAtBound = sameScalar(set.bound, outer.bound)
  return meetsAtBound && (!has(set, set.bound) || anyHas(without, set.bound))
}

/** True only if no value of `set`, apart from those that a set of `without` has, is in `other`. */
export function isApart(set: ValueSet, without: ValueSet[], other: ValueSet): boolean {
  if ('values' in set) return set.values.every((value) => !has(other, value) || anyHas(without, value))
  if ('values' in other) return other.values.every((value) => !has(set, value) || anyHas(without, value))
  if (!sameType(set.bound, other.bound)) return true
  if (sameSide(set.ordering, other.ordering)) return false
  const meetsAtBound = sameScalar(set.bound, other.bound)
  if (meetsAtBound) return !(has(set, set.bound) && has(other, set.bound)) || anyHas(without, set.bound)
  return !has(set, other.bound)
}

/** True only if every value of `set` is in one of `covers`. */
export function isCovered(set: ValueSet, covers: ValueSet[]): boolean {
  if ('values' in set) return set.values.every((value) => anyHas(covers, value))
  return covers.some((cover) => isInside(set, [], cover))
}

const anyHas = (sets: ValueSet[], value: Scalar) => sets.some((set) => has(set, value))

const sameSide = (a: Ordering, b: Ordering) => a[0] === b[0]

const sameType = (a: Bound, b: Bound) => typeof a === typeof b
