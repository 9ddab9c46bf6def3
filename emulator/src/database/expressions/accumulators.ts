import { requestFailed } from '../databaseErrors.ts'
import { compareValues, typeName } from '../ordering.ts'
import { type Fields, isFields } from '../values.ts'
import { isMissing, type Operator } from './operator.ts'
import { distinct } from './sets.ts'

/** What a group makes of the values of its documents, in their order. Missing values are `undefined`. */
export type Accumulate = (values: unknown[]) => unknown

const numbersIn = (values: unknown[]): number[] => values.filter((value) => typeof value === 'number')

const sum = (values: unknown[]): number => numbersIn(values).reduce((total, value) => total + value, 0)

function average(values: unknown[]): number | null {
  const numbers = numbersIn(values)
  return numbers.length === 0 ? null : sum(numbers) / numbers.length
}

/** @param less 1 for a sample, whose mean is only estimated. */
function deviation(values: unknown[], less: 0 | 1): number | null {
  const numbers = numbersIn(values)
  if (numbers.length <= less) return null
  const mean = sum(numbers) / numbers.length
  const squares = numbers.reduce((total, value) => total + (value - mean) ** 2, 0)
  return Math.sqrt(squares / (numbers.length - less))
}

/** The first in the order; null and missing do not take part. */
const extreme =
  (direction: 1 | -1): Accumulate =>
  (values) => {
    const present = values.filter((value) => !isMissing(value))
    if (present.length === 0) return null
    return present.reduce((best, value) => (compareValues(value, best) * direction < 0 ? value : best))
  }

const isPresent = (value: unknown): boolean => value !== undefined

function merged(values: unknown[]): Fields {
  const result: Fields = {}
  for (const value of values) {
    if (isMissing(value)) continue
    if (!isFields(value))
      throw requestFailed(`$mergeObjects requires object inputs, but input is of type ${typeName(value)}`)
    Object.assign(result, value)
  }
  return result
}

/** The operators of `$group`, `$bucket` and `$bucketAuto`. */
export const accumulators: { [name: string]: Accumulate } = {
  $sum: sum,
  $avg: average,
  $min: extreme(1),
  $max: extreme(-1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter(isPresent),
  $addToSet: (values) => [...distinct(values.filter(isPresent)).values()],
  $stdDevPop: (values) => deviation(values, 0),
  $stdDevSamp: (values) => deviation(values, 1),
  $mergeObjects: merged,
}

/** Outside of groups these take the elements of one array, or a list of arguments. */
const overList = (accumulate: Accumulate): Operator => {
  return (argument, compile) => {
    const parts = (Array.isArray(argument) ? argument : [argument]).map((each) => compile(each))
    return (scope) => {
      const values = parts.map((each) => each(scope))
      return accumulate(values.length === 1 && Array.isArray(values[0]) ? values[0] : values)
    }
  }
}

export const listAccumulators: { [name: string]: Operator } = Object.fromEntries(
  ['$sum', '$avg', '$min', '$max', '$stdDevPop', '$stdDevSamp'].map((name) => [name, overList(accumulators[name]!)]),
)
