import { expect, it } from 'vitest'
import { keyOf } from '../database/records/indexKeys.ts'
import { isApart, isCovered, isInside, isOrdered, type Scalar, type ValueSet } from './valueSets.ts'

const BOUNDS = [1, 2, 3, 'b', new Date(1)]
const LISTS: Scalar[][] = [[], [1], [2, 3], [null, 2], [true, 'b'], [new Date(1)], [1, 2, 3]]
const SETS: ValueSet[] = [
  ...LISTS.map((values) => ({ values })),
  ...BOUNDS.flatMap((bound) => (['>', '>=', '<', '<='] as const).map((ordering) => ({ ordering, bound }))),
]
/** Every value that the sets name, and one between and beyond each two of them. */
const WORLD: Scalar[] = [
  null,
  true,
  false,
  0,
  1,
  1.5,
  2,
  2.5,
  3,
  4,
  'a',
  'b',
  'c',
  ...[0, 1, 2].map((ms) => new Date(ms)),
]

const has = (set: ValueSet, value: Scalar): boolean =>
  'values' in set
    ? set.values.some((member) => keyOf(member) === keyOf(value))
    : isOrdered(value, set.ordering, set.bound)

const left = (set: ValueSet, without: ValueSet[]) =>
  WORLD.filter((value) => has(set, value) && !without.some((other) => has(other, value)))

it('two sets are inside of and apart from each other exactly when their values are', () => {
  for (const set of SETS) {
    for (const other of SETS) {
      expect([set, other, isInside(set, [], other)]).toEqual([
        set,
        other,
        left(set, []).every((value) => has(other, value)),
      ])
      expect([set, other, isApart(set, [], other)]).toEqual([
        set,
        other,
        !left(set, []).some((value) => has(other, value)),
      ])
    }
  }
})

it('with values taken away, a set is never wrongly inside of, apart from or covered by others', () => {
  const wrong: unknown[] = []
  for (const set of SETS) {
    for (const without of SETS) {
      const values = left(set, [without])
      if (isCovered(set, [without]) && values.length > 0) wrong.push({ set, without })
      for (const other of SETS) {
        if (isInside(set, [without], other) && !values.every((value) => has(other, value))) wrong.push({ set, other })
        if (isApart(set, [without], other) && values.some((value) => has(other, value))) wrong.push({ set, other })
        if (isCovered(set, [without, other]) && values.some((value) => !has(other, value))) wrong.push({ set, other })
      }
    }
  }
  expect(wrong).toEqual([])
})
