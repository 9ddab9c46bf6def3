import { EJSON, ObjectId } from 'bson'
import { CloudError } from '../cloudError.ts'
import type { CloudParts } from '../cloudParts.ts'
import type { Database, Document } from '../database/database.ts'
import { exportFiles, type FileLine, importFile, readFileLine } from '../storage/fileLines.ts'

const PAGE = 1000

type Data = Pick<CloudParts, 'database' | 'storage'>
type DocumentLine = { collection: string; doc: Document }

/**
 * All data, one document or file a line: `{"collection", "doc"}` in canonical Extended JSON, in the order of their ids,
 * then `{"file"}` (see `exportFiles`).
 */
export async function* exportLines({ database, storage }: Data): AsyncGenerator<string> {
  yield* exportDocuments(database)
  yield* exportFiles(storage.files)
}

async function* exportDocuments(database: Database): AsyncGenerator<string> {
  for (const { name } of database.collections()) {
    for (let skip = 0; ; skip += PAGE) {
      const docs = await database.find(name, {}, { sort: { _id: 1 }, skip, limit: PAGE })
      for (const doc of docs) yield `${EJSON.stringify({ collection: name, doc }, { relaxed: false })}\n`
      if (docs.length < PAGE) break
    }
  }
}

/**
 * Writes exported lines back: makes missing collections, and replaces documents of the same id and files of the same
 * path. Triggers see the changes as any others.
 * @returns how many documents and files were written
 * @throws CloudError INVALID_PARAM that names the first bad line; then nothing is written
 */
export async function importLines({ database, storage }: Data, text: string): Promise<number> {
  const made = new Set<string>()
  const parsed = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]))
  for (const line of parsed) {
    if ('path' in line) {
      await importFile(storage.files, line)
      continue
    }
    const { collection, doc } = line
    if (!made.has(collection)) await database.createCollection(collection)
    made.add(collection)
    const { _id, ...body } = doc
    await database.update(collection, { _id }, body, { multi: false, replace: true, upsert: true })
  }
  return parsed.length
}

function parseLine(line: string, number: number): DocumentLine | FileLine {
  const parsed = parseJson(line)
  const read = 'file' in parsed ? readFileLine(parsed.file) : readDocumentLine(parsed)
  if (read !== undefined) return read
  const fact = 'is not {"collection", "doc": {"_id", …}} nor {"file": {"path", "contentType", "bytes"}}'
  throw new CloudError('INVALID_PARAM', `line ${number} ${fact}`)
}

function parseJson(line: string): object {
  try {
    const parsed: unknown = EJSON.parse(line, { relaxed: true })
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {}
  }
}

function readDocumentLine({ collection, doc }: { collection?: unknown; doc?: unknown }): DocumentLine | undefined {
  if (typeof collection !== 'string' || typeof doc !== 'object' || doc === null || !hasId(doc)) return undefined
  return { collection, doc: doc as Document }
}

/** Any other `_id` would be read as a condition, and overwrite whatever meets it. */
function hasId(doc: object): boolean {
  const { _id } = doc as { _id?: unknown }
  return typeof _id === 'string' || typeof _id === 'number' || _id instanceof ObjectId
}
