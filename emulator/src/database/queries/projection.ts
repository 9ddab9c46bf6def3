import type { Document, Filter } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { compileProjection } from '../stages/projecting.ts'
import { matchedIndex } from '../updates/matchedElement.ts'
import { changed, parsePath } from '../updates/updatePaths.ts'
import { type Fields, isFields } from '../values.ts'
import { elementTest } from './fieldOperators.ts'

/** What happens to an array before fields are chosen. Undefined takes the field away. */
interface ArrayChoice {
  path: string
  choose: (elements: unknown[], document: Document) => unknown[] | undefined
}

/**
 * Keeps or drops fields as a MongoDB projection says: `1`, `0`, expressions, `$slice`, `$elemMatch` and `'path.$'`, the
 * element that the filter found. `$slice` alone keeps all other fields.
 */
export function projected(documents: Document[], projection: Fields, filter: Filter): Document[] {
  const choices: ArrayChoice[] = []
  const fields: Fields = {}
  const sliced: string[] = []
  for (const [path, value] of Object.entries(projection)) {
    if (isArraySlice(value)) {
      choices.push({ path, choose: sliceOf(value.$slice) })
      sliced.push(path)
    } else if (isFields(value) && '$elemMatch' in value) {
      choices.push({ path, choose: firstMatch(value.$elemMatch) })
      fields[path] = 1
    } else if (path.endsWith('.$')) {
      choices.push(foundElement(path.slice(0, -2), filter))
      fields[path.slice(0, -2)] = 1
    } else fields[path] = value
  }
  const chosen = documents.map((document) => choices.reduce(applied, document))
  if (Object.entries(fields).some(([path, value]) => path !== '_id' && value !== 0 && value !== false)) {
    for (const path of sliced) fields[path] = 1
  }
  if (Object.keys(fields).length === 0) return chosen
  const project = compileProjection(fields, [])
  return chosen.map((document) => project(document, {}) as Document)
}

const applied = (document: Document, { path, choose }: ArrayChoice): Document =>
  changed(document, {
    path: parsePath(path),
    change: (current) => (Array.isArray(current) ? choose(current, document) : current),
    creates: false,
    matchedIndex: () => -1,
  }) as Document

/** `$slice` with numbers chooses elements; with an array in front it is an expression. */
const isArraySlice = (value: unknown): value is { $slice: unknown } =>
  isFields(value) && '$slice' in value && !(Array.isArray(value.$slice) && typeof value.$slice[0] !== 'number')

function sliceOf(slice: unknown): ArrayChoice['choose'] {
  const [first, length] = Array.isArray(slice) ? (slice as unknown[]) : [slice]
  if (!Number.isInteger(first) || (length !== undefined && !(Number.isInteger(length) && (length as number) > 0))) {
    throw requestFailed('$slice takes a count, or a start and a positive count')
  }
  const from = first as number
  return (elements) => {
    if (length === undefined) return from < 0 ? elements.slice(from) : elements.slice(0, from)
    const start = from < 0 ? Math.max(elements.length + from, 0) : from
    return elements.slice(start, start + (length as number))
  }
}

function firstMatch(criteria: unknown): ArrayChoice['choose'] {
  if (!isFields(criteria)) throw requestFailed('elemMatch: Invalid argument, object required')
  const matches = elementTest(criteria, { variables: {} })
  return (elements) => {
    const at = elements.findIndex(matches)
    return at < 0 ? undefined : [elements[at]]
  }
}

const foundElement = (path: string, filter: Filter): ArrayChoice => ({
  path,
  choose: (elements, document) => [elements[matchedIndex(document, path, filter)]],
})
