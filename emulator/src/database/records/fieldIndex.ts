import type { Document, IndexDeclaration } from '../database.ts'
import { type Fields, isFields } from '../values.ts'
import { leavesAt, valuesAt } from './indexKeys.ts'
import { type Entry, OrderedEntries } from './orderedEntries.ts'
import { BEHIND_ALL, type Direction, headLength, orderedKey } from './orderedKeys.ts'
import type { Record } from './versions.ts'

/** A part of an index: the keys from the first text up to, and without, the second. */
export type Interval = [from: string, to: string]

/** Keeps the records sorted by the values that their newest versions hold in the fields of a declared index. */
export class FieldIndex {
  private readonly entries = new OrderedEntries()
  private readonly topFields: string[]
  private irregular = 0
  readonly fields: string[]
  readonly directions: Direction[]

  constructor(readonly declaration: IndexDeclaration) {
    this.fields = declaration.keys.map((key) => key.field)
    this.directions = declaration.keys.map((key) => (key.direction === -1 ? -1 : 1))
    this.topFields = this.fields.map((field) => field.split('.', 1)[0] ?? field)
  }

  /**
   * Whether every record stands here once, under scalars, so that the keys' order is the order of a sort, and both ends
   * of a range may be used at once. An array may meet them with two of its elements.
   */
  get isRegular(): boolean {
    return this.irregular === 0
  }

  /** True when a change from one version to the other cannot matter here: shared parts are the same object. */
  unaffected(before: Document, after: Document): boolean {
    return this.topFields.every((field) => before[field] === after[field])
  }

  add(record: Record, document: Document): void {
    for (const key of this.keysOf(document)) this.entries.add({ key, record })
    if (!this.isPlain(document)) this.irregular += 1
  }

  remove(record: Record, document: Document): void {
    for (const key of this.keysOf(document)) this.entries.remove({ key, record })
    if (!this.isPlain(document)) this.irregular -= 1
  }

  /** Takes all records of a collection at once. */
  fill(records: Iterable<Record>): void {
    const entries: Entry[] = []
    for (const record of records) {
      if (record.document === undefined) continue
      for (const key of this.keysOf(record.document)) entries.push({ key, record })
      if (!this.isPlain(record.document)) this.irregular += 1
    }
    this.entries.fill(entries)
  }

  /** The keys under which a document stands here; a sparse index leaves out one that has none of the fields. */
  keysOf(document: Document): string[] {
    if (this.declaration.sparse && this.fields.every((field) => isMissing(document, field))) return []
    let keys = ['']
    this.fields.forEach((field, position) => {
      const direction = this.directions[position]!
      const own = new Set(valuesAt(document, field).map((value) => orderedKey(value, direction)))
      keys = keys.flatMap((head) => Array.from(own, (key) => head + key))
    })
    return keys
  }

  *holders(key: string): Generator<Record> {
    for (const { record } of this.entries.between(key, `${key}\0`)) yield record
  }

  count([from, to]: Interval): number {
    return this.entries.count(from, to)
  }

  *records([from, to]: Interval): Generator<Record> {
    for (const { record } of this.entries.between(from, to)) yield record
  }

  /** The records of an interval in the order of the first `fields` fields, equal ones in insertion order. */
  *inOrder([from, to]: Interval, fields: number, backwards: boolean): Generator<Record> {
    const directions = this.directions.slice(0, fields)
    const entries = backwards ? this.entries.betweenBackwards(from, to) : this.entries.between(from, to)
    let head: string | undefined
    let equal: Record[] = []
    for (const { key, record } of entries) {
      if (head === undefined || !key.startsWith(head)) {
        yield* byOrdinal(equal)
        equal = []
        head = key.slice(0, headLength(key, directions))
      }
      equal.push(record)
    }
    yield* byOrdinal(equal)
  }

  /** All keys with the records under them. */
  all(): Iterable<Entry> {
    return this.entries.between('', BEHIND_ALL)
  }

  /** The document's values by field, for an error text. */
  describe(document: Document): { [field: string]: unknown } {
    return Object.fromEntries(this.fields.map((field) => [field, valuesAt(document, field)[0] ?? null]))
  }

  private isPlain(document: Document): boolean {
    return this.fields.every((field) => isPlainAt(document, field))
  }
}

const byOrdinal = (records: Record[]): Record[] =>
  records.length < 2 ? records : records.sort((a, b) => a.ordinal - b.ordinal)

const isMissing = (document: Document, field: string): boolean =>
  leavesAt(document, field).every((value) => value === undefined)

/** Whether the path leads through no array to a scalar, or to nothing. */
function isPlainAt(document: Fields, path: string): boolean {
  let value: unknown = document
  for (const step of path.split('.')) {
    if (Array.isArray(value)) return false
    value = isFields(value) && Object.hasOwn(value, step) ? value[step] : undefined
  }
  return value === null || typeof value !== 'object' ? !Number.isNaN(value) : value instanceof Date
}
