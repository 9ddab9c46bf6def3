import { requestFailed } from '../databaseErrors.ts'
import { type Fields, isFields } from '../values.ts'
import { bitTest } from './bitTests.ts'
import { compileCondition, compileFieldOperators, type FilterContext, isOperators } from './conditions.ts'
import { allOf, anyAt, type Comparison, comparison, type FieldTest, matching, not, oneOf, plain } from './fieldTests.ts'
import { geoIntersects, geoWithin, nearSphere } from './geoOperators.ts'
import { typeTest } from './typeTests.ts'

/** Compiles one operator's argument for the field at a path. Throws DATABASE_REQUEST_FAILED for a wrong argument. */
type FieldOperator = (path: string, argument: unknown, context: FilterContext) => FieldTest

const comparing =
  (name: Comparison): FieldOperator =>
  (path, bound) =>
    anyAt(path, true, comparison(name, bound))

const $ne: FieldOperator = (path, value) => {
  if (value instanceof RegExp) throw requestFailed("Can't have regex as arg to $ne.")
  return not(anyAt(path, true, comparison('$eq', value)))
}

function listOf(operator: string, argument: unknown): unknown[] {
  if (!Array.isArray(argument)) throw requestFailed(`${operator} needs an array`)
  return argument
}

const $in: FieldOperator = (path, argument) => {
  const wanted = listOf('$in', argument)
  if (wanted.some(isOperators)) throw requestFailed('cannot nest $ under $in')
  return anyAt(path, true, oneOf(wanted))
}

const $exists: FieldOperator = (path, argument) => {
  const present = anyAt(path, false, (value) => value !== undefined)
  return argument === false || argument === 0 || argument === null ? not(present) : present
}

const $size: FieldOperator = (path, argument) => {
  if (typeof argument !== 'number') throw requestFailed('$size needs a number')
  if (!Number.isInteger(argument)) throw requestFailed('$size must be a whole number')
  if (argument < 0) throw requestFailed('$size may not be negative')
  return anyAt(path, false, (value) => Array.isArray(value) && value.length === argument)
}

const $mod: FieldOperator = (path, argument) => {
  if (!Array.isArray(argument)) throw requestFailed('malformed mod, needs to be an array')
  if (argument.length < 2) throw requestFailed('malformed mod, not enough elements')
  if (argument.length > 2) throw requestFailed('malformed mod, too many elements')
  const [divisor, remainder] = argument as [unknown, unknown]
  if (typeof divisor !== 'number' || !Number.isFinite(divisor))
    throw requestFailed('malformed mod, divisor not a number')
  if (typeof remainder !== 'number' || !Number.isFinite(remainder)) {
    throw requestFailed('malformed mod, remainder not a number')
  }
  const by = Math.trunc(divisor)
  if (by === 0) throw requestFailed('divisor cannot be 0')
  const wanted = Math.trunc(remainder)
  // The sum drops the sign of a zero remainder.
  return anyAt(path, true, (value) => typeof value === 'number' && (Math.trunc(value) % by) + 0 === wanted)
}

const $regex: FieldOperator = (path, argument) => {
  if (!(argument instanceof RegExp)) throw requestFailed('$regex has to be a string')
  return anyAt(path, true, matching(argument))
}

const $not: FieldOperator = (path, argument, context) => {
  if (argument instanceof RegExp) return not(anyAt(path, true, matching(argument)))
  if (!isFields(argument)) throw requestFailed('$not needs a regex or a document')
  if (Object.keys(argument).length === 0) throw requestFailed('$not cannot be empty')
  return not(compileFieldOperators(path, argument, context))
}

const $all: FieldOperator = (path, argument, context) => {
  const wanted = listOf('$all', argument)
  const nested = wanted.filter(isOperators)
  if (nested.length > 0 && nested.length < wanted.length) throw requestFailed('no $ expressions in $all')
  if (nested.some((each) => Object.keys(each as Fields)[0] !== '$elemMatch')) {
    throw requestFailed('no $ expressions in $all')
  }
  if (wanted.length === 0) return anyAt(path, false, () => false)
  if (nested.length > 0) {
    return allOf(nested.map((each) => $elemMatch(path, (each as Fields).$elemMatch, context)))
  }
  return allOf(wanted.map((value) => anyAt(path, true, plain(value))))
}

const $elemMatch: FieldOperator = (path, argument, context) => {
  if (!isFields(argument)) throw requestFailed('$elemMatch needs an Object')
  const matches = elementTest(argument, context)
  return anyAt(path, false, (value) => Array.isArray(value) && value.some(matches))
}

const LOGICAL = new Set(['$and', '$or', '$nor', '$where', '$expr', '$jsonSchema'])

/** `{ $gt: 5 }` asks an element itself, `{ qty: 5 }` its fields; an array in an array has its indexes as fields. */
export function elementTest(criteria: Fields, context: FilterContext): (element: unknown) => boolean {
  const [first] = Object.keys(criteria)
  if (first?.startsWith('$') && !LOGICAL.has(first)) return compileFieldOperators('element', criteria, context).element
  const matches = compileCondition(criteria, context)
  return (element) => {
    if (isFields(element)) return matches(element)
    return Array.isArray(element) && matches({ ...(element as unknown as Fields) })
  }
}

const onWhole =
  (test: (argument: unknown) => (value: unknown) => boolean): FieldOperator =>
  (path, argument) =>
    anyAt(path, false, test(argument))

/** Conditions on a field, by name. `$options` belongs to `$regex` and is read with it. */
export const fieldOperators: { [name: string]: FieldOperator } = {
  $eq: comparing('$eq'),
  $gt: comparing('$gt'),
  $gte: comparing('$gte'),
  $lt: comparing('$lt'),
  $lte: comparing('$lte'),
  $ne,
  $in,
  $nin: (path, argument, context) => not($in(path, listOf('$nin', argument), context)),
  $exists,
  $size,
  $mod,
  $regex,
  $not,
  $all,
  $elemMatch,
  $type: (path, argument) => anyAt(path, true, typeTest(argument)),
  $bitsAllSet: (path, argument) => anyAt(path, true, bitTest('$bitsAllSet', argument)),
  $bitsAllClear: (path, argument) => anyAt(path, true, bitTest('$bitsAllClear', argument)),
  $bitsAnySet: (path, argument) => anyAt(path, true, bitTest('$bitsAnySet', argument)),
  $bitsAnyClear: (path, argument) => anyAt(path, true, bitTest('$bitsAnyClear', argument)),
  $nearSphere: onWhole(nearSphere),
  $near: onWhole(nearSphere),
  $geoWithin: onWhole(geoWithin),
  $geoIntersects: onWhole(geoIntersects),
}
