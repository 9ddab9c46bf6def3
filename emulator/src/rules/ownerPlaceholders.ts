import { isFields } from '../database/values.ts'
import { type ClientIdentity, ownerId } from '../identity/clientIdentity.ts'

const PLACEHOLDERS: readonly unknown[] = ['{openid}', '{uid}']

/** A copy of a query in which every text `{openid}` or `{uid}` is the caller's id. */
export function withOwner<Value>(value: Value, client: ClientIdentity): Value {
  const owner = ownerId(client)
  const filled = (each: unknown): unknown => {
    if (PLACEHOLDERS.includes(each)) return owner
    if (Array.isArray(each)) return each.map(filled)
    if (!isFields(each)) return each
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, filled(inner)]))
  }
  return filled(value) as Value
}
