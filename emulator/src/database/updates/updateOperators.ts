import { Query } from 'mingo/query'
import { compare, isEqual, resolve } from 'mingo/util'
import { requestFailed } from '../databaseErrors.ts'
import { conditionContext } from '../queries/operators.ts'
import { type Fields, isFields, seal } from '../values.ts'

/** What one operator does to the value at a path: from the old value to the new; undefined is a missing field. */
export type ValueChange = (current: unknown) => unknown

export interface UpdateOperator {
  /** False: a missing field stays missing and no objects are made on the way to it. */
  creates: boolean
  /** Checks the operator's argument and answers the change. `path` is for error texts. */
  compile(argument: unknown, path: string, context: { now: Date; nesting: number }): ValueChange
}

const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : value instanceof Date ? 'date' : typeof value

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
        return combine(current ?? whenMissing, argument)
      }
    },
  } satisfies UpdateOperator
}

const bounded = (keepsCurrent: (comparison: number) => boolean): UpdateOperator => ({
  creates: true,
  compile(argument, _path, { nesting }) {
    const bound = seal(argument, nesting)
    return (current) => (current !== undefined && keepsCurrent(compare(current, bound)) ? current : bound)
  },
})

function arrayAt(operator: string, path: string, current: unknown): unknown[] | undefined {
  if (current === undefined || Array.isArray(current)) return current
  throw requestFailed(`The field '${path}' must be an array for ${operator} but is of type ${typeName(current)}`)
}

const $bit: UpdateOperator = {
  creates: true,
  compile(argument, path) {
    const operations = isFields(argument) ? Object.entries(argument) : []
    if (operations.length === 0) throw requestFailed(`$bit needs {and|or|xor: integer} at '${path}'`)
    return (current) => {
      if (current !== undefined && !Number.isInteger(current)) {
        throw requestFailed(`Cannot apply $bit to a value of non-integral type: '${path}' is ${typeName(current)}`)
      }
      return operations.reduce((bits, [operation, mask]) => bitwise(operation, bits, mask), (current ?? 0) as number)
    }
  },
}

function bitwise(operation: string, bits: number, mask: unknown): number {
  if (!Number.isInteger(mask)) throw requestFailed(`the $bit mask must be an integer`)
  switch (operation) {
    case 'and':
      return bits & (mask as number)
    case 'or':
      return bits | (mask as number)
    case 'xor':
      return bits ^ (mask as number)
    default:
      throw requestFailed(`unknown $bit operation '${operation}'`)
  }
}

/** The values of a plain argument, or of `{ $each: [...] }`. */
function eachOf(operator: string, argument: unknown): unknown[] {
  if (!isFields(argument) || !('$each' in argument)) return [argument]
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
    const added = eachOf('$push', argument).map((element) => seal(element, nesting))
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
  if (sort === 1 || sort === -1) return (a, b) => sort * compare(a, b)
  if (!isFields(sort)) throw requestFailed('$sort in $push must be 1, -1 or { field: 1 | -1 }')
  const fields = Object.entries(sort).map(([field, direction]) => [field, Number(direction)] as const)
  const at = (element: unknown, field: string) => (isFields(element) ? (resolve(element, field) ?? null) : null)
  return (a, b) => {
    for (const [field, direction] of fields) {
      const difference = compare(at(a, field), at(b, field))
      if (difference !== 0) return direction * difference
    }
    return 0
  }
}

const $addToSet: UpdateOperator = {
  creates: true,
  compile(argument, path, { nesting }) {
    const added = eachOf('$addToSet', argument).map((element) => seal(element, nesting))
    return (current) => {
      const elements = [...(arrayAt('$addToSet', path, current) ?? [])]
      for (const value of added) if (!elements.some((element) => isEqual(element, value))) elements.push(value)
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

const $pull: UpdateOperator = {
  creates: false,
  compile(argument, path) {
    if (!isFields(argument)) return without('$pull', path, pulled({ element: argument }, true))
    const aboutElement = Object.keys(argument).some((key) => key.startsWith('$') && !/^\$(and|or|nor)$/.test(key))
    return without('$pull', path, pulled(aboutElement ? { element: argument } : argument, aboutElement))
  },
}

function pulled(criteria: Fields, aboutElement: boolean): (element: unknown) => boolean {
  const condition = new Query<Fields>(criteria, { context: conditionContext, scriptEnabled: false })
  return (element) => (aboutElement ? condition.test({ element }) : isFields(element) && condition.test(element))
}

const $pullAll: UpdateOperator = {
  creates: false,
  compile(argument, path) {
    if (!Array.isArray(argument)) throw requestFailed(`$pullAll requires an array argument at '${path}'`)
    return without('$pullAll', path, (element) => argument.some((value) => isEqual(element, value)))
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
  compile(_argument, _path, { now }) {
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
