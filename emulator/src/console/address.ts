import type { Document } from '../database/database.ts'

type Query = Record<string, string | number | undefined>

/** An address of the console; a query field that is undefined is left out. */
export function address(path: string, query: Query = {}): string {
  const fields = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) fields.set(name, String(value))
  const text = fields.toString()
  return `/console${path}${text === '' ? '' : `?${text}`}`
}

/** Ids are texts or numbers, and `5` is not `"5"`: a number goes by another field of the query. */
export function documentAddress(collection: string, id: Document['_id'], path = '/document'): string {
  return address(path, typeof id === 'number' ? { collection, number: id } : { collection, id })
}

/** The id that `documentAddress` wrote; undefined when there is none. */
export function documentId(query: URLSearchParams): Document['_id'] | undefined {
  const number = query.get('number')
  if (number !== null && number !== '' && Number.isFinite(Number(number))) return Number(number)
  return query.get('id') ?? undefined
}
