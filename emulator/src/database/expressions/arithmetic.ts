import { requestFailed } from '../databaseErrors.ts'
import { typeName } from '../ordering.ts'
import { isMissing, listed, listedOrNull, numberOf, type Operator } from './operator.ts'

/** An operator on one number; null stays null. */
const ofNumber = (compute: (value: number, name: string) => number): Operator =>
  listedOrNull(1, 1, ([value], name) => compute(numberOf(value, name), name))

/** An operator on two numbers; null in either is null. */
const ofTwo = (compute: (a: number, b: number, name: string) => number): Operator =>
  listedOrNull(2, 2, ([a, b], name) => compute(numberOf(a, name), numberOf(b, name), name))

const above = (least: number, value: number, name: string): number => {
  if (value > least || Number.isNaN(value)) return value
  throw requestFailed(`${name}'s argument must be greater than ${least}, but is ${value}`)
}

/** Numbers, and at most one date among them: milliseconds are added to it. */
const $add = listed(0, Number.POSITIVE_INFINITY, (values) => {
  let sum = 0
  let hasDate = false
  for (const value of values) {
    if (isMissing(value)) return null
    if (value instanceof Date) {
      if (hasDate) throw requestFailed('only one date allowed in an $add expression')
      hasDate = true
      sum += value.getTime()
    } else if (typeof value === 'number') sum += value
    else throw requestFailed(`$add only supports numeric or date types, not ${typeName(value)}`)
  }
  return hasDate ? new Date(Math.round(sum)) : sum
})

/** Two dates give milliseconds, a date less milliseconds a date. */
const $subtract = listedOrNull(2, 2, ([from, less]) => {
  if (from instanceof Date && less instanceof Date) return from.getTime() - less.getTime()
  if (from instanceof Date && typeof less === 'number') return new Date(from.getTime() - Math.round(less))
  if (typeof from === 'number' && typeof less === 'number') return from - less
  throw requestFailed(`can't $subtract ${typeName(less)} from ${typeName(from)}`)
})

const $multiply = listed(0, Number.POSITIVE_INFINITY, (values) => {
  if (values.some(isMissing)) return null
  return values.reduce<number>((product, value) => product * numberOf(value, '$multiply'), 1)
})

const $log = ofTwo((value, base) => {
  above(0, value, '$log')
  if (base <= 0 || base === 1)
    throw requestFailed(`$log's base must be a positive number not equal to 1, but is ${base}`)
  // The base-2 logarithm is exact for powers of two, where the quotient of natural ones is not.
  return Math.log2(value) / Math.log2(base)
})

/** @param whole Makes a number whole: truncates, or rounds to the even neighbour. */
const toPlaces = (whole: (value: number) => number): Operator =>
  listed(1, 2, ([value, places = 0], name) => {
    if (isMissing(value) || isMissing(places)) return null
    const number = numberOf(value, name)
    if (!Number.isInteger(places) || (places as number) < -20 || (places as number) > 100) {
      throw requestFailed(`cannot apply ${name} with precision value ${String(places)}; it must be in [-20, 100]`)
    }
    if (!Number.isFinite(number)) return number
    return shifted(whole(shifted(number, places as number)), -(places as number))
  })

/** Moves the decimal point in the text of the number, which makes no rounding error of its own. */
function shifted(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e') as [string, string?]
  return Number(`${digits}e${Number(exponent) + places}`)
}

function halfToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

export const arithmetic: { [name: string]: Operator } = {
  $add,
  $subtract,
  $multiply,
  $log,
  $abs: ofNumber(Math.abs),
  $ceil: ofNumber(Math.ceil),
  $floor: ofNumber(Math.floor),
  $exp: ofNumber(Math.exp),
  $ln: ofNumber((value, name) => Math.log(above(0, value, name))),
  $log10: ofNumber((value, name) => Math.log10(above(0, value, name))),
  $sqrt: ofNumber((value) => {
    if (value < 0) throw requestFailed(`$sqrt's argument must be greater than or equal to 0`)
    return Math.sqrt(value)
  }),
  $divide: ofTwo((value, by) => {
    if (by === 0) throw requestFailed("can't $divide by zero")
    return value / by
  }),
  $mod: ofTwo((value, by) => {
    if (by === 0) throw requestFailed("can't $mod by zero")
    return value % by
  }),
  $pow: ofTwo((base, exponent) => {
    if (base === 0 && exponent < 0) throw requestFailed('$pow cannot take a base of 0 and a negative exponent')
    return base ** exponent
  }),
  $trunc: toPlaces(Math.trunc),
  $round: toPlaces(halfToEven),
}
