import { EJSON, ObjectId } from 'bson'
import { CloudError } from '../cloudError.ts'
import type { Database, Document } from '../database/database.ts'

const PAGE = 1000

/** All documents, one a line: `{"collection", "doc"}` in canonical Extended JSON, in the order of their ids. */
export async function* exportLines(database: Database): AsyncGenerator<string> {
  for (const { name } of database.collections()) {
    for (let skip = 0; ; skip += PAGE) {
      const docs = await database.find(name, {}, { sort: { _id: 1 }, skip, limit: PAGE })
      for (const doc of docs) yield `${EJSON.stringify({ collection: name, doc }, { relaxed: false })}\n`
      if (docs.length < PAGE) break
    }
  }
}

/**
 * Writes exported lines back: makes missing collections, and replaces documents of the same id. Triggers see the
 * changes as any others.
 * @returns how many documents were written
 * @throws CloudError INVALID_PARAM that names the first bad line; then nothing is written
 */
export async function importLines(database: Database, text: string): Promise<number> {
  const made = new Set<string>()
  const parsed = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]))
  for (const { collection, doc } of parsed) {
    if (!made.has(collection)) await database.createCollection(collection)
    made.add(collection)
    const { _id, ...body } = doc
    await database.update(collection, { _id }, body, { multi: false, replace: true, upsert: true })
  }
  return parsed.length
}

function parseLine(line: string, number: number): { collection: string; doc: Document } {
  const refusal = new CloudError('INVALID_PARAM', `line ${number} is not {"collection", "doc": {"_id", …}}`)
  let parsed: unknown
  try {
    parsed = EJSON.parse(line, { relaxed: true })
  } catch {
    throw refusal
  }
  const { collection, doc } = (parsed ?? {}) as { collection?: unknown; doc?: unknown }
  if (typeof collection !== 'string' || typeof doc !== 'object' || doc === null || !hasId(doc)) throw refusal
  return { collection, doc: doc as Document }
}

/** Any other `_id` would be read as a condition, and overwrite whatever meets it. */
function hasId(doc: object): boolean {
  const { _id } = doc as { _id?: unknown }
  return typeof _id === 'string' || typeof _id === 'number' || _id instanceof ObjectId
}
