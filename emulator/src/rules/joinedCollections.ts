import { isFields } from '../database/values.ts'

/** Names of the other collections that stages of an aggregation read, however deep in pipelines of their own. */
export function collectionsJoined(stages: unknown): Set<string> {
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
