import type { QueryCase } from './queryCases.ts'
import { isApart, isCovered, isInside, type Scalar, type ValueSet } from './valueSets.ts'

/**
 * What a rule asks of a field's leaves (its value, null when missing, and the elements of an array):
 * `some`: one of them is in the set, as a query means it. `none`: no one is.
 * `notAll`: not all are; for a field that is no array that is `none`.
 */
export interface Claim {
  path: string
  holds: 'some' | 'none' | 'notAll'
  set: ValueSet
}

/** True only if every document that meets the case of a query meets the claim. */
export function proves(query: QueryCase, { path, holds, set }: Claim): boolean {
  const known = query.get(path)
  if (known === undefined) return false
  // Two of `some` may speak of two elements of an array, so they are never combined; `none` speaks of all elements.
  switch (holds) {
    case 'some':
      return known.some.some((leaf) => isInside(leaf, known.none, set))
    case 'none':
      return isCovered(set, known.none)
    case 'notAll':
      return isCovered(set, known.none) || known.some.some((leaf) => isApart(leaf, known.none, set))
  }
}

/** The one value that the query ties a field to by `==` or a list of one. */
export function fixedValue(query: QueryCase, path: string): { value: Scalar } | undefined {
  for (const set of query.get(path)?.some ?? []) {
    if ('values' in set && set.values.length === 1) return { value: set.values[0]! }
  }
  return undefined
}

/** The claim in words, for a refusal. */
export function describeClaim({ path, holds, set }: Claim): string {
  const condition =
    'values' in set
      ? set.values.length === 1
        ? `doc.${path} == ${JSON.stringify(set.values[0])}`
        : `doc.${path} in ${JSON.stringify(set.values)}`
      : `doc.${path} ${set.ordering} ${JSON.stringify(set.bound)}`
  return holds === 'some' ? condition : `!(${condition})`
}
