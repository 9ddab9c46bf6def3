import { isFields } from '../database/values.ts'

/** Stands in `request.data` for what an operator such as `inc` makes of a field: a rule can decide nothing by it. */
export const UNFORESEEN: unique symbol = Symbol('unforeseen')

/** The value of a field or element; undefined when it is absent. Only what was written is there, no inherited names. */
export function ownValue(object: unknown, key: string | number): unknown {
  if (object === UNFORESEEN) return UNFORESEEN
  if (Array.isArray(object)) return /^\d+$/.test(String(key)) ? object[Number(key)] : undefined
  return isFields(object) && Object.hasOwn(object, key) ? object[key] : undefined
}
