import { EJSON } from 'bson'

// A second, plain reading of MongoDB's manual, to hold the database against. It shares no code with the database.

export type Doc = { [field: string]: unknown }

/** A request that MongoDB refuses. */
export class Refused extends Error {}

export const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof RegExp)

const ORDER = ['null', 'number', 'string', 'object', 'array', 'boolean', 'date', 'regex']

export function typeOf(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof RegExp) return 'regex'
  return typeof value
}

/** Comparison order of the manual, one value after the other. */
export function order(a: unknown, b: unknown): number {
  const types = [ORDER.indexOf(typeOf(a)), ORDER.indexOf(typeOf(b))] as const
  if (types[0] !== types[1]) return types[0] < types[1] ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
    return Math.sign(a - b)
  }
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  if (typeof a === 'boolean') return Number(a) - Number(b)
  if (a instanceof Date && b instanceof Date) return Math.sign(a.getTime() - b.getTime())
  if (Array.isArray(a) && Array.isArray(b))
    return orderOfLists(
      a.map((value) => ['', value]),
      b.map((value) => ['', value]),
    )
  if (isDoc(a) && isDoc(b)) return orderOfLists(Object.entries(a), Object.entries(b))
  return 0
}

function orderOfLists(a: [string, unknown][], b: [string, unknown][]): number {
  if (a.length === 0 || b.length === 0) return Math.sign(a.length - b.length)
  const [[nameA, valueA], ...restA] = a as [[string, unknown], ...[string, unknown][]]
  const [[nameB, valueB], ...restB] = b as [[string, unknown], ...[string, unknown][]]
  const byType = ORDER.indexOf(typeOf(valueA)) - ORDER.indexOf(typeOf(valueB))
  if (byType !== 0) return Math.sign(byType)
  return order(nameA, nameB) || order(valueA, valueB) || orderOfLists(restA, restB)
}

export const same = (a: unknown, b: unknown): boolean => order(a, b) === 0

/** A text that shows a value with its types and the order of its fields. */
export const shown = (value: unknown): string => EJSON.stringify({ value }, { relaxed: false })
