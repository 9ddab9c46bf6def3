import { type Fields, isFields } from '../values.ts'

/**
 * Text under which equal values meet in an index: missing and null are one value (MongoDB's rule for unique indexes),
 * 0 and -0 too, while 1, '1' and true differ.
 */
export function keyOf(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return `n${value}`
    case 'string':
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      return keyOfObject(value)
    default:
      return '-'
  }
}

function keyOfObject(value: object | null): string {
  if (value === null) return '-'
  if (value instanceof Date) return `d${value.getTime()}`
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`
  if (!isFields(value)) return String(value)
  return `{${Object.keys(value)
    .sort()
    .map((field) => `${JSON.stringify(field)}:${keyOf(value[field])}`)
    .join()}}`
}

/** The values that a document offers to an index on `path`; missing ones count as one. */
export function valuesAt(document: Fields, path: string): unknown[] {
  const found = leavesAt(document, path)
  return found.length === 0 ? [undefined] : found
}

/**
 * What lies at a dotted path: through arrays, the value in each of their objects (undefined where one lacks it); of an
 * array at the end, the array and each element. Empty when the way leads into an array without objects.
 */
export function leavesAt(document: Fields, path: string): unknown[] {
  return path.includes('.') ? collect(document, path.split('.'), 0) : leaf(document[path])
}

function leaf(value: unknown): unknown[] {
  return Array.isArray(value) ? [value, ...value] : [value]
}

function collect(value: unknown, path: string[], depth: number): unknown[] {
  const step = path[depth]
  if (step === undefined) return leaf(value)
  if (Array.isArray(value)) {
    const inside = value.flatMap((element) => (isFields(element) ? collect(element, path, depth) : []))
    return /^\d+$/.test(step) ? [...inside, ...collect(value[Number(step)], path, depth + 1)] : inside
  }
  return isFields(value) && Object.hasOwn(value, step) ? collect(value[step], path, depth + 1) : [undefined]
}
