import { requestFailed } from '../databaseErrors.ts'
import { equalValues, typeName } from '../ordering.ts'
import { type Fields, isFields } from '../values.ts'
import { isTrue } from './expression.ts'
import { variableName } from './logic.ts'
import { arrayOf, integerOf, isMissing, listed, listedOrNull, named, type Operator } from './operator.ts'

const MANY = Number.POSITIVE_INFINITY

const $arrayElemAt = listedOrNull(2, 2, ([array, index], name) => {
  const elements = arrayOf(array, `${name}'s first argument`)
  return elements.at(integerOf(index, name, 'the index'))
})

const $arrayToObject = listedOrNull(1, 1, ([array], name) => {
  const made: Fields = {}
  for (const pair of arrayOf(array, name)) {
    const isPair = Array.isArray(pair) && pair.length === 2
    const isObject = isFields(pair) && Object.keys(pair).length === 2 && 'k' in pair && 'v' in pair
    if (!isPair && !isObject) throw requestFailed('$arrayToObject requires [key, value] pairs or { k, v } objects')
    const [key, value] = Array.isArray(pair) ? pair : [(pair as Fields).k, (pair as Fields).v]
    if (typeof key !== 'string')
      throw requestFailed(`$arrayToObject requires keys of type string, found ${typeName(key)}`)
    if (key === '__proto__') throw requestFailed(`the field name '__proto__' is reserved`)
    made[key] = value
  }
  return made
})

const $concatArrays = listedOrNull(0, MANY, (values) =>
  values.flatMap((value) => {
    if (Array.isArray(value)) return value as unknown[]
    throw requestFailed(`$concatArrays only supports arrays, not ${typeName(value)}`)
  }),
)

const elementName = ({ as }: Fields): string => (as === undefined ? 'this' : variableName(as))

/** `as` is a name, not an expression, so it is read beside the compiled arguments. */
const overElements = (
  inner: 'in' | 'cond',
  optional: readonly 'limit'[],
  run: (elements: unknown[], evaluate: (element: unknown) => unknown, limit: number) => unknown,
): Operator => {
  return (argument, compile, name) => {
    const { as, ...others } = isFields(argument) ? argument : {}
    const variable = elementName({ as })
    const operator = named<'input' | 'in' | 'cond' | 'limit'>(
      { required: ['input', inner], optional },
      (parts) => (scope) => {
        const input = parts.input!(scope)
        if (isMissing(input)) return null
        const limit = parts.limit?.(scope) ?? Number.MAX_SAFE_INTEGER
        if (!Number.isInteger(limit) || (limit as number) < 1) throw requestFailed(`${name}: 'limit' must be positive`)
        const evaluate = (element: unknown) =>
          parts[inner]!({ ...scope, variables: { ...scope.variables, [variable]: element } })
        return run(arrayOf(input, `the input to ${name}`), evaluate, limit as number)
      },
      () => ({ [inner]: [variable] }),
    )
    return operator(isFields(argument) ? others : argument, compile, name)
  }
}

const $filter = overElements('cond', ['limit'], (elements, keeps, limit) =>
  elements.filter((element) => isTrue(keeps(element))).slice(0, limit),
)
const $map = overElements('in', [], (elements, evaluate) => elements.map((element) => evaluate(element) ?? null))

const $reduce = named(
  { required: ['input', 'initialValue', 'in'] },
  (parts, name) => (scope) => {
    const input = parts.input!(scope)
    if (isMissing(input)) return null
    return arrayOf(input, name).reduce(
      (value, element) => parts.in!({ ...scope, variables: { ...scope.variables, value, this: element } }),
      parts.initialValue!(scope),
    )
  },
  () => ({ in: ['value', 'this'] }),
)

const $indexOfArray = listed(2, 4, ([array, wanted, start = 0, end], name) => {
  if (isMissing(array)) return null
  const elements = arrayOf(array, `${name}'s first argument`)
  const from = placeOf(start, name)
  const to = end === undefined ? elements.length : placeOf(end, name)
  const found = elements.slice(0, to).findIndex((element, at) => at >= from && equalValues(element, wanted))
  return found
})

export function placeOf(value: unknown, name: string): number {
  const place = integerOf(value, name, 'a starting or ending index')
  if (place < 0) throw requestFailed(`${name} requires a nonnegative index, found: ${place}`)
  return place
}

/** More would fill the memory. Source: MongoDB limits the array by its 16 MB a document; an int takes 4 bytes and more. */
const RANGE_MAX = 4_000_000

const $range = listed(2, 3, ([first, end, step = 1], name) => {
  const [from, to, by] = [first, end, step].map((value) => integerOf(value, name, 'each argument')) as [
    number,
    number,
    number,
  ]
  if (by === 0) throw requestFailed('$range requires a non-zero step value')
  const count = Math.max(0, Math.ceil((to - from) / by))
  if (count > RANGE_MAX) throw requestFailed('$range would make an array that is too large')
  return Array.from({ length: count }, (_, at) => from + at * by)
})

const $slice = listedOrNull(2, 3, ([array, position, count], name) => {
  const elements = arrayOf(array, `${name}'s first argument`)
  const at = integerOf(position, name, 'the position')
  if (count === undefined) return at < 0 ? elements.slice(at) : elements.slice(0, at)
  const length = integerOf(count, name, 'the count')
  if (length <= 0) throw requestFailed(`Third argument to $slice must be positive: ${length}`)
  const from = at < 0 ? Math.max(elements.length + at, 0) : at
  return elements.slice(from, from + length)
})

const $zip: Operator = (argument, compile, name) => {
  const { useLongestLength = false, ...others } = isFields(argument) ? argument : {}
  if (typeof useLongestLength !== 'boolean') throw requestFailed('useLongestLength must be a bool')
  if ('defaults' in others && !useLongestLength) {
    throw requestFailed('cannot specify defaults unless useLongestLength is true')
  }
  const operator = named({ required: ['inputs'], optional: ['defaults'] }, (parts) => (scope) => {
    const inputs = arrayOf(parts.inputs!(scope), '$zip')
    if (inputs.some(isMissing)) return null
    const arrays = inputs.map((input) => arrayOf(input, '$zip found a non-array expression in input; it'))
    if (arrays.length === 0) throw requestFailed('$zip requires at least one input array')
    const defaults = arrayOf(parts.defaults?.(scope) ?? arrays.map(() => null), '$zip')
    if (defaults.length !== arrays.length) throw requestFailed('defaults and inputs must have the same length')
    const lengths = arrays.map((array) => array.length)
    const length = useLongestLength ? Math.max(...lengths) : Math.min(...lengths)
    return Array.from({ length }, (_, at) =>
      arrays.map((array, which) => (at < array.length ? array[at] : defaults[which]) ?? null),
    )
  })
  return operator(isFields(argument) ? others : argument, compile, name)
}

const $mergeObjects = listed(0, MANY, (values) =>
  Object.assign(
    {},
    ...values.map((value) => {
      if (isMissing(value) || isFields(value)) return value ?? {}
      throw requestFailed(`$mergeObjects requires object inputs, but input is of type ${typeName(value)}`)
    }),
  ),
)

const $objectToArray = listedOrNull(1, 1, ([value]) => {
  if (!isFields(value)) throw requestFailed(`$objectToArray requires a document input, found: ${typeName(value)}`)
  return Object.entries(value).map(([k, v]) => ({ k, v }))
})

const $in = listed(2, 2, ([value, array]) => {
  if (!Array.isArray(array)) {
    throw requestFailed(`$in requires an array as a second argument, found: ${typeName(array)}`)
  }
  return array.some((element) => equalValues(element, value))
})

const $size = listed(1, 1, ([array]) => {
  if (Array.isArray(array)) return array.length
  throw requestFailed(`The argument to $size must be an array, but was of type: ${typeName(array)}`)
})

const endOf = (which: 0 | -1): Operator => listedOrNull(1, 1, ([array], name) => arrayOf(array, name).at(which))

/** Arrays and the objects they are made of. */
export const arrays: { [name: string]: Operator } = {
  $arrayElemAt,
  $arrayToObject,
  $concatArrays,
  $filter,
  $map,
  $reduce,
  $in,
  $indexOfArray,
  $isArray: listed(1, 1, ([value]) => Array.isArray(value)),
  $range,
  $reverseArray: listedOrNull(1, 1, ([array], name) => arrayOf(array, name).toReversed()),
  $size,
  $slice,
  $zip,
  $first: endOf(0),
  $last: endOf(-1),
  $mergeObjects,
  $objectToArray,
}
