import { Aggregator } from 'mingo/aggregator'
import type { Document } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { changed, parsePath } from '../updates/updatePaths.ts'
import { type Fields, isFields } from '../values.ts'
import { asRequest } from './conditions.ts'
import { fullContext } from './operators.ts'

/**
 * Keeps or drops fields as a MongoDB projection says. `$slice` shortens an array and, alone, keeps all other fields;
 * mingo takes it for a choice of that one field.
 */
export function projected(documents: Document[], projection: Fields): Document[] {
  const slices: [path: string, slice: unknown][] = []
  const choice: Fields = {}
  for (const [path, value] of Object.entries(projection)) {
    if (isFields(value) && '$slice' in value) slices.push([path, value.$slice])
    else choice[path] = value
  }
  const shortened = documents.map((document) => slices.reduce(sliced, document))
  const keeps = Object.entries(choice).some(([path, value]) => path !== '_id' && value !== 0 && value !== false)
  if (keeps) for (const [path] of slices) choice[path] = 1
  if (Object.keys(choice).length === 0) return shortened
  const stages = new Aggregator([{ $project: choice }], { context: fullContext, scriptEnabled: false })
  return asRequest(() => stages.run<Document>(shortened))
}

function sliced(document: Document, [path, slice]: [string, unknown]): Document {
  const [first, length] = Array.isArray(slice) ? slice : [slice]
  if (!Number.isInteger(first) || (length !== undefined && !Number.isInteger(length))) {
    throw requestFailed('$slice takes a count, or a start and a count')
  }
  const change = (current: unknown) => {
    if (!Array.isArray(current)) return current
    if (length !== undefined) {
      const start = first < 0 ? Math.max(current.length + first, 0) : first
      return current.slice(start, start + length)
    }
    return first < 0 ? current.slice(first) : current.slice(0, first)
  }
  return changed(document, { path: parsePath(path), change, creates: false, matchedIndex: () => -1 }) as Document
}
