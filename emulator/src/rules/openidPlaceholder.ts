import { isFields } from '../database/values.ts'

const PLACEHOLDER = '{openid}'

/** A copy of a query in which every text `{openid}` is the caller's openid. */
export function withOpenid<Value>(value: Value, openid: string): Value {
  const filled = (each: unknown): unknown => {
    if (each === PLACEHOLDER) return openid
    if (Array.isArray(each)) return each.map(filled)
    if (!isFields(each)) return each
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, filled(inner)]))
  }
  return filled(value) as Value
}
