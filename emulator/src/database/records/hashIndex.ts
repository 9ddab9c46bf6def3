import type { Document, IndexDeclaration } from '../database.ts'
import { keyOf, valuesAt } from './indexKeys.ts'
import type { Record } from './versions.ts'

/**
 * Finds the records whose newest version holds given values in the first one, two, … fields of a declared index.
 * It answers equality only; order is left to sorting.
 */
export class HashIndex {
  /** One map per prefix length: the keys of the fields so far, and the records that hold them. */
  private readonly prefixes: Map<string, Set<Record>>[]
  private readonly topFields: string[]
  readonly fields: string[]

  constructor(readonly declaration: IndexDeclaration) {
    this.fields = declaration.keys.map((key) => key.field)
    this.prefixes = this.fields.map(() => new Map())
    this.topFields = this.fields.map((field) => field.split('.', 1)[0] ?? field)
  }

  /** True when a change from one version to the other cannot matter here: shared parts are the same object. */
  unaffected(before: Document, after: Document): boolean {
    return this.topFields.every((field) => before[field] === after[field])
  }

  add(record: Record, document: Document): void {
    this.keysByPrefix(document).forEach((keys, prefix) => {
      const map = this.prefixes[prefix]!
      for (const key of keys) {
        const records = map.get(key)
        if (records === undefined) map.set(key, new Set([record]))
        else records.add(record)
      }
    })
  }

  remove(record: Record, document: Document): void {
    this.keysByPrefix(document).forEach((keys, prefix) => {
      const map = this.prefixes[prefix]!
      for (const key of keys) {
        const records = map.get(key)
        records?.delete(record)
        if (records?.size === 0) map.delete(key)
      }
    })
  }

  /** @param values Values of the first `values.length` fields. */
  lookup(values: unknown[]): Iterable<Record> {
    return this.prefixes[values.length - 1]?.get(values.map(keyOf).join()) ?? []
  }

  /** The full keys of a document: what must be unique when the index is. */
  fullKeys(document: Document): string[] {
    return this.keysByPrefix(document).at(-1) ?? []
  }

  holders(fullKey: string): Iterable<Record> {
    return this.prefixes.at(-1)?.get(fullKey) ?? []
  }

  /** The document's values by field, for an error text. */
  describe(document: Document): { [field: string]: unknown } {
    return Object.fromEntries(this.fields.map((field) => [field, valuesAt(document, field)[0] ?? null]))
  }

  private keysByPrefix(document: Document): string[][] {
    let longest = ['']
    return this.fields.map((field, position) => {
      const own = new Set(valuesAt(document, field).map(keyOf))
      longest = longest.flatMap((head) => Array.from(own, (key) => (position === 0 ? key : `${head},${key}`)))
      return longest
    })
  }
}
