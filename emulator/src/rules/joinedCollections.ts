import { type Fields, isFields } from '../database/values.ts'
import type { ClientIdentity } from '../identity/clientIdentity.ts'
import type { SecurityRules } from './securityRules.ts'

/** Names of the other collections that stages of an aggregation read, however deep in pipelines of their own. */
function collectionsJoined(stages: readonly Fields[]): Set<string> {
  const names = new Set<string>()
  const search = (value: unknown): void => {
    if (Array.isArray(value)) for (const element of value) search(element)
    if (!isFields(value)) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$lookup' || key === '$graphLookup') names.add(String(isFields(inner) ? inner.from : inner))
      if (key === '$unionWith') names.add(String(isFields(inner) ? inner.coll : inner))
      search(inner)
    }
  }
  search(stages)
  return names
}

/**
 * Why a client may not join what its aggregation joins; undefined when it may. A joined collection has no query of its
 * own, so all of it must be the caller's to read.
 */
export async function joinRefusal(
  rules: SecurityRules,
  client: ClientIdentity,
  stages: readonly Fields[],
): Promise<string | undefined> {
  for (const collection of collectionsJoined(stages)) {
    const verdict = await rules.decide({ client, collection, operation: 'read', filter: {}, byId: false })
    if ('refusal' in verdict) return `join of ${collection}: ${verdict.refusal}`
    if (Object.keys(verdict.filter).length > 0) return `join of ${collection}: not all of it may be read`
  }
  return undefined
}
