import type { Document, SortOrder } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { compareValues } from '../ordering.ts'
import { indexOf, ownField } from '../paths.ts'
import { type Fields, isFields } from '../values.ts'

/** What a document is sorted by, and how two of these compare. */
export interface Order {
  keysOf: (document: Fields) => Key
  compareKeys: (a: Key, b: Key) => number
}

/**
 * Orders as MongoDB's `sort`: mixed types by its comparison order, missing as null, an array by its smallest element
 * going up and its largest going down. Throws DATABASE_REQUEST_FAILED for an order that is not 1 or -1; its `keysOf`,
 * for a document with two different arrays on the paths.
 */
export function compileOrder(order: SortOrder): Order {
  const compareKeys = keyOrder(order)
  const paths = Object.keys(order).map((path) => path.split('.'))
  return { keysOf: (document) => sortKey(document, paths, compareKeys), compareKeys }
}

/** Sorts; equal ones stay as they were. */
export function sorted<Item extends Fields = Document>(documents: Item[], order: SortOrder): Item[] {
  const { keysOf, compareKeys } = compileOrder(order)
  const keyed = documents.map((document) => ({ document, key: keysOf(document) }))
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ document }) => document)
}

type Key = unknown[]

function keyOrder(order: SortOrder): Order['compareKeys'] {
  const directions = Object.entries(order).map(([path, direction]) => {
    if (path === '' || path.split('.').some((step) => step === '' || step.startsWith('$'))) {
      throw requestFailed(`'${path}' is not a path to sort by`)
    }
    if (direction !== 1 && direction !== -1) {
      throw requestFailed(`$sort key ordering must be 1 (for ascending) or -1 (for descending): '${path}'`)
    }
    return direction
  })
  return (a, b) => {
    for (const [position, direction] of directions.entries()) {
      const difference = compareValues(a[position], b[position])
      if (difference !== 0) return difference * direction
    }
    return 0
  }
}

/** The first of a document's keys in the order asked for: it has several when an array lies on a path. */
function sortKey(document: Fields, paths: string[][], compareKeys: Order['compareKeys']): Key {
  const keys = keysOf(paths.map((rest) => ({ value: document, rest })))
  return keys.reduce((first, key) => (compareKeys(key, first) < 0 ? key : first))
}

/** A value reached on one path, and the steps still to go. */
interface Part {
  value: unknown
  rest: string[]
  /** Set once an element of an array is taken: an array in it is a value of its own. */
  isElement?: boolean
}

/** Walks all paths at once, because elements of one array on several paths belong together. */
function keysOf(parts: Part[]): Key[] {
  const reached = parts.map(walked)
  const array = reached.find(isOpen)?.value as unknown[] | undefined
  if (array === undefined) return [reached.map(({ value }) => value ?? null)]
  if (reached.some((part) => isOpen(part) && part.value !== array)) {
    throw requestFailed('cannot sort with keys that are parallel arrays')
  }
  // Below everything, null included: so sorts an empty array.
  if (array.length === 0) return [reached.map((part) => (part.value === array ? emptied(part) : (part.value ?? null)))]
  return array.flatMap((element) =>
    keysOf(
      reached.map((part) =>
        part.value === array && isOpen(part) ? { value: element, rest: part.rest, isElement: true } : part,
      ),
    ),
  )
}

const isOpen = ({ value, isElement }: Part): boolean => Array.isArray(value) && isElement !== true

const emptied = ({ rest }: Part): unknown => (rest.length === 0 ? undefined : null)

function walked({ value, rest, isElement }: Part): Part {
  let current = value
  let element = isElement
  for (const [depth, step] of rest.entries()) {
    if (Array.isArray(current)) {
      const index = indexOf(step)
      if (index === undefined) {
        return element === true ? { value: null, rest: [] } : { value: current, rest: rest.slice(depth) }
      }
      current = current[index]
    } else {
      current = isFields(current) ? ownField(current, step) : undefined
      element = undefined
    }
  }
  return element === undefined ? { value: current, rest: [] } : { value: current, rest: [], isElement: element }
}
