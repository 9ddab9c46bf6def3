import { isFields } from './values.ts'

/**
 * The groups of values that MongoDB compares with each other, in its order between groups ("Comparison/Sort Order" of the
 * manual). A missing value, `undefined` here, comes before null.
 */
export type Kind = 'missing' | 'null' | 'number' | 'string' | 'object' | 'array' | 'boolean' | 'date' | 'regex'

const RANK: { [kind in Kind]: number } = {
  missing: 0,
  null: 1,
  number: 2,
  string: 3,
  object: 4,
  array: 5,
  boolean: 6,
  date: 7,
  regex: 8,
}

export function kindOf(value: unknown): Kind {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  switch (typeof value) {
    case 'number':
      return 'number'
    case 'string':
      return 'string'
    case 'boolean':
      return 'boolean'
    default:
      if (Array.isArray(value)) return 'array'
      if (value instanceof Date) return 'date'
      return value instanceof RegExp ? 'regex' : 'object'
  }
}

/** Orders any two values: negative, zero or positive. Fields of objects count in their own order, as in BSON. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0
  const kind = kindOf(a)
  const otherKind = kindOf(b)
  if (kind !== otherKind) return RANK[kind] - RANK[otherKind]
  switch (kind) {
    case 'number':
      return compareNumbers(a as number, b as number)
    case 'string':
      return compareTexts(a as string, b as string)
    case 'boolean':
      return a === true ? 1 : -1
    case 'date':
      return (a as Date).getTime() - (b as Date).getTime()
    case 'regex':
      return (
        compareTexts((a as RegExp).source, (b as RegExp).source) ||
        compareTexts((a as RegExp).flags, (b as RegExp).flags)
      )
    case 'array':
      return compareArrays(a as unknown[], b as unknown[])
    case 'object':
      return compareObjects(a as object, b as object)
    default:
      return 0
  }
}

export const equalValues = (a: unknown, b: unknown): boolean => a === b || compareValues(a, b) === 0

/** Whether two values would be the same bytes: unlike equality, 0 and -0 differ. */
export function identical(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  const kind = kindOf(a)
  if (kind !== kindOf(b)) return false
  if (kind === 'array') {
    const [elements, others] = [a as unknown[], b as unknown[]]
    return elements.length === others.length && elements.every((element, at) => identical(element, others[at]))
  }
  if (kind !== 'object') return kind !== 'number' && compareValues(a, b) === 0
  const [fields, others] = [Object.entries(a as object), Object.entries(b as object)]
  return (
    fields.length === others.length &&
    fields.every(([name, value], at) => name === others[at]![0] && identical(value, others[at]![1]))
  )
}

/** NaN equals itself and comes before every other number. */
function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1
  if (Number.isNaN(b)) return 1
  return a < b ? -1 : a > b ? 1 : 0
}

/** By the bytes of UTF-8, which is the order of code points; JavaScript's own order differs beyond U+FFFF. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const unit = a.charCodeAt(at)
    const other = b.charCodeAt(at)
    if (unit !== other) return pointOrder(unit) - pointOrder(other)
  }
  return a.length - b.length
}

/** Surrogates, which begin the highest code points, move behind the last of the other units. */
export const pointOrder = (unit: number): number =>
  unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit

function compareArrays(a: unknown[], b: unknown[]): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const difference = compareValues(a[at], b[at])
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Field by field: first the group of the value, then the name, then the value; then the shorter is the smaller. */
function compareObjects(a: object, b: object): number {
  const fields = Object.entries(a)
  const others = Object.entries(b)
  const length = Math.min(fields.length, others.length)
  for (let at = 0; at < length; at++) {
    const [name, value] = fields[at]!
    const [otherName, other] = others[at]!
    const difference =
      RANK[kindOf(value)] - RANK[kindOf(other)] || compareTexts(name, otherName) || compareValues(value, other)
    if (difference !== 0) return difference
  }
  return fields.length - others.length
}

/** A text that is the same for equal values and for no others; a missing value counts as null. */
export function identityOf(value: unknown): string {
  if (value === undefined || value === null) return '-'
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return `d${value.getTime()}`
  if (Array.isArray(value)) return `[${value.map(identityOf).join()}]`
  if (!isFields(value)) return String(value)
  return `{${Object.entries(value)
    .map(([field, inner]) => `${JSON.stringify(field)}:${identityOf(inner)}`)
    .join()}}`
}

/** The name of a value's type as MongoDB's messages and `$type` call it; whole numbers by the range they fit in. */
export function typeName(value: unknown): string {
  const kind = kindOf(value)
  if (kind === 'boolean') return 'bool'
  return kind === 'number' ? numberType(value as number) : kind
}

const LONG_END = 2 ** 63

function numberType(value: number): 'int' | 'long' | 'double' {
  if (!Number.isInteger(value) || Object.is(value, -0)) return 'double'
  if (value >= -(2 ** 31) && value < 2 ** 31) return 'int'
  return value >= -LONG_END && value < LONG_END ? 'long' : 'double'
}
