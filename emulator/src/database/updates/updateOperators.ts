import { requestFailed } from '../databaseErrors.ts'
import { compareValues, equalValues, typeName } from '../ordering.ts'
import { valueAt } from '../paths.ts'
import { compileCondition, isOperators } from '../queries/conditions.ts'
import { type Fields, isFields, seal } from '../values.ts'

/** What one operator does to the value at a path: from the old value to the new; undefined is a missing field. */
export type ValueChange = (current: unknown) => unknown

export interface UpdateOperator {
  /** False: a missing field stays missing and no objects are made on the way to it. */
  creates: boolean
  /** Checks the operator's argument and answers the change. `path` is for error texts. */
  compile(argument: unknown, path: string, context: { now: Date; nesting: number }): ValueChange
}

/** Arithmetic on a number, or on a missing field as if it held `whenMissing`. */
function arithmetic(name: string, combine: (current: number, by: number) => number, whenMissing: number) {
  return {
    creates: true,
    compile(argument: unknown, path: string): ValueChange {
      if (typeof argument !== 'number') throw requestFailed(`Cannot apply ${name} with non-numeric argument: ${path}`)
      return (current) => {
        if (current !== undefined && typeof current !== 'number') {
          throw requestFailed(
            `Cannot apply ${name} to a value of non-numeric type: the field '${path}' is of type ${typeName(current)}`,
          )
        }
        return inRange(name, current ?? whenMissing, argument, combine(current ?? whenMissing, argument))
      }
    },
  } satisfies UpdateOperator
}

const LONG_END = 2 ** 63

/** Whole numbers are kept in 64 bits: beyond them MongoDB refuses, and does not go on with a fraction. */
function inRange(name: string, current: number, by: number, result: number): number {
  if (!isLong(current) || !isLong(by) || isLong(result)) return result
  throw requestFailed(`Failed to apply ${name} operations to current value (${current})`)
}

const isLong = (value: number): boolean => Number.isInteger(value) && value >= -LONG_END && value < LONG_END

const bounded = (keepsCurrent: (comparison: number) => boolean): UpdateOperator => ({
  creates: true,
  compile(argument, _path, { nesting }) {
    const bound = seal(argument, nesting)
    return (current) => (current !== undefined && keepsCurrent(compareValues(current, bound)) ? current : bound)
  },
})

function arrayAt(operator: string, path: string, current: unknown): unknown[] | undefined {
  if (current === undefined || Array.isArray(current)) return current
  throw requestFailed(`The field '${path}' must be an array for ${operator} but is of type ${typeName(current)}`)
}

const BITWISE: { [name: string]: (bits: bigint, mask: bigint) => bigint } = {
  and: (bits, mask) => bits & mask,
  or: (bits, mask) => bits | mask,
  xor: (bits, mask) => bits ^ mask,
}

const $bit: UpdateOperator = {
  creates: true,
  compile(argument, path) {
    const operations = (isFields(argument) ? Object.entries(argument) : []).map(([name, mask]) => {
      const combine = Object.hasOwn(BITWISE, name) ? BITWISE[name] : undefined
      if (combine === undefined)
        throw requestFailed(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`)
      if (!Number.isInteger(mask)) throw requestFailed(`The $bit modifier field must be an integer: '${path}'`)
      return (bits: bigint) => combine(bits, BigInt(mask as number))
    })
    if (operations.length === 0)
      throw requestFailed(`You must pass in at least one bitwise operation: $bit at '${path}'`)
    return (current) => {
      if (current !== undefined && !Number.isInteger(current)) {
        throw requestFailed(`Cannot apply $bit to a value of non-integral type: '${path}' is ${typeName(current)}`)
      }
      const bits = operations.reduce((result, operation) => operation(result), BigInt((current ?? 0) as number))
      return Number(BigInt.asIntN(64, bits))
    }
  },
}

/** The values of a plain argument, or of `{ $each: [...] }`. */
function eachOf(operator: string, argument: unknown, modifiers: readonly string[]): unknown[] {
  if (!isFields(argument) || !('$each' in argument)) return [argument]
  const unknown = Object.keys(argument).find((name) => name !== '$each' && !modifiers.includes(name))
  if (unknown !== undefined) throw requestFailed(`Unrecognized clause in ${operator}: ${unknown}`)
  if (!Array.isArray(argument.$each)) throw requestFailed(`the argument to $each in ${operator} must be an array`)
  return argument.$each
}

function integerModifier(modifiers: Fields, name: string): number | undefined {
  const value = modifiers[name]
  if (value === undefined || Number.isInteger(value)) return value as number | undefined
  throw requestFailed(`the value for ${name} must be an integer`)
}

const $push: UpdateOperator = {
  creates: true,
  compile(argument, path, { nesting }) {
    const added = eachOf('$push', argument, ['$position', '$slice', '$sort']).map((element) => seal(element, nesting))
    const modifiers = isFields(argument) && '$each' in argument ? argument : {}
    const position = integerModifier(modifiers, '$position')
    const slice = integerModifier(modifiers, '$slice')
    const order = elementOrder(modifiers.$sort)
    return (current) => {
      const elements = [...(arrayAt('$push', path, current) ?? [])]
      elements.splice(position ?? elements.length, 0, ...added)
      if (order !== undefined) elements.sort(order)
      if (slice === undefined) return elements
      return slice < 0 ? elements.slice(slice) : elements.slice(0, slice)
    }
  },
}

function elementOrder(sort: unknown): ((a: unknown, b: unknown) => number) | undefined {
  if (sort === undefined) return undefined
  if (sort === 1 || sort === -1) return (a, b) => sort * compareValues(a, b)
  const fields = isFields(sort) ? Object.entries(sort) : []
  if (fields.length === 0 || fields.some(([, direction]) => direction !== 1 && direction !== -1)) {
    throw requestFailed('The $sort in $push must be 1, -1 or { field: 1 | -1 }')
  }
  const orders = fields.map(([field, direction]) => [field.split('.'), direction as number] as const)
  return (a, b) => {
    for (const [steps, direction] of orders) {
      const difference = compareValues(valueAt(a, steps) ?? null, valueAt(b, steps) ?? null)
      if (difference !== 0) return direction * difference
    }
    return 0
  }
}

const $addToSet: UpdateOperator = {
  creates: true,
  compile(argument, path, { nesting }) {
    const added = eachOf('$addToSet', argument, []).map((element) => seal(element, nesting))
    return (current) => {
      const elements = [...(arrayAt('$addToSet', path, current) ?? [])]
      for (const value of added) if (!elements.some((element) => equalValues(element, value))) elements.push(value)
      return elements
    }
  },
}

const $pop: UpdateOperator = {
  creates: false,
  compile(argument, path) {
    if (argument !== 1 && argument !== -1) throw requestFailed(`$pop expects 1 or -1 at '${path}'`)
    return (current) => {
      const elements = arrayAt('$pop', path, current)
      return argument === 1 ? elements?.slice(0, -1) : elements?.slice(1)
    }
  },
}

/** Keeps the elements that the test does not name. */
const without = (operator: string, path: string, drops: (element: unknown) => boolean): ValueChange => {
  return (current) => arrayAt(operator, path, current)?.filter((element) => !drops(element))
}

/** A condition on fields drops objects that meet it; operators and regular expressions speak of the element itself. */
const $pull: UpdateOperator = {
  creates: false,
  compile(argument, path) {
    if (argument instanceof RegExp || isOperators(argument)) {
      const isAboutFields = isFields(argument) && ['$and', '$or', '$nor'].includes(Object.keys(argument)[0]!)
      if (!isAboutFields) {
        const matches = compileCondition({ element: argument }, { variables: {} })
        return without('$pull', path, (element) => matches({ element }))
      }
    }
    if (!isFields(argument)) return without('$pull', path, (element) => equalValues(element, argument))
    const matches = compileCondition(argument, { variables: {} })
    return without('$pull', path, (element) => isFields(element) && matches(element))
  },
}

const $pullAll: UpdateOperator = {
  creates: false,
  compile(argument, path) {
    if (!Array.isArray(argument)) throw requestFailed(`$pullAll requires an array argument at '${path}'`)
    return without('$pullAll', path, (element) => argument.some((value) => equalValues(element, value)))
  },
}

const $set: UpdateOperator = {
  creates: true,
  compile(argument, _path, { nesting }) {
    const value = seal(argument, nesting)
    return () => value
  },
}

const $currentDate: UpdateOperator = {
  creates: true,
  compile(argument, path, { now }) {
    const isDate = argument === true || argument === false || (isFields(argument) && argument.$type === 'date')
    if (!isDate) throw requestFailed(`$currentDate makes dates only: '${path}' must be true or { $type: 'date' }`)
    return () => now
  },
}

/** The operators that look at one path. `$rename` looks at two and is elsewhere. */
export const updateOperators: { [name: string]: UpdateOperator } = {
  $set,
  $setOnInsert: $set,
  $unset: { creates: false, compile: () => () => undefined },
  $inc: arithmetic('$inc', (current, by) => current + by, 0),
  $mul: arithmetic('$mul', (current, by) => current * by, 0),
  $min: bounded((comparison) => comparison <= 0),
  $max: bounded((comparison) => comparison >= 0),
  $bit,
  $push,
  $addToSet,
  $pop,
  $pull,
  $pullAll,
  $currentDate,
}
