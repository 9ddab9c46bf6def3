import type { Document, IndexDeclaration } from '../database.ts'
import type { Transaction } from '../transaction.ts'
import { FieldIndex } from './fieldIndex.ts'
import { GeoIndex } from './geoIndex.ts'
import { Record } from './versions.ts'

/** Why a document may not be written as it is: its key in `index` is taken by another record, or by a transaction. */
export interface KeyClash {
  index: FieldIndex
  /** The committed holder of the key, when there is one. */
  record?: Record
  /** The open transaction that has claimed the key, or that may give it back. */
  claimant?: Transaction
}

export type Index = FieldIndex | GeoIndex

/** The documents of one collection in memory, their indexes, and what open transactions have locked. */
export class Collection {
  private records = new Map<Document['_id'], Record>()
  /** False when a record was put back that had its place among those that are there. */
  private isInOrder = true
  private readonly withHistory = new Set<Record>()
  private readonly locks = new Map<Document['_id'], Transaction>()
  private readonly claims = new Map<FieldIndex, Map<string, Transaction>>()
  private indexesByName = new Map<string, Index>()
  private ordinals = 0
  private lastOrdinal = 0
  private living = 0

  constructor(readonly name: string) {}

  /** Documents as the newest commit left them. */
  get size(): number {
    return this.living
  }

  get allIndexes(): Index[] {
    return [...this.indexesByName.values()]
  }

  get indexes(): FieldIndex[] {
    return this.allIndexes.filter((index) => index instanceof FieldIndex)
  }

  get geoIndexes(): GeoIndex[] {
    return this.allIndexes.filter((index) => index instanceof GeoIndex)
  }

  private get uniqueIndexes(): FieldIndex[] {
    return this.indexes.filter((index) => index.declaration.unique)
  }

  record(id: Document['_id']): Record | undefined {
    return this.records.get(id)
  }

  /** In insertion order. */
  allRecords(): Iterable<Record> {
    if (!this.isInOrder) {
      this.records = new Map([...this.records].sort(([, a], [, b]) => a.ordinal - b.ordinal))
      this.isInOrder = true
    }
    return this.records.values()
  }

  /** The place of the document in insertion order; a new one comes last. */
  ordinalFor(id: Document['_id']): number {
    return this.records.get(id)?.ordinal ?? ++this.ordinals
  }

  /** Whether a new document with this place comes behind all others. */
  isLast(ordinal: number): boolean {
    return ordinal > this.lastOrdinal
  }

  /** Records with versions older than the newest: a snapshot may see them where the indexes do not. */
  recordsWithHistory(): Iterable<Record> {
    return this.withHistory
  }

  /**
   * Makes `document` (undefined: deleted) the newest version under `id`.
   * @param oldestSnapshot The commit that the oldest open snapshot sees; undefined when no snapshot is open.
   */
  apply(
    id: Document['_id'],
    document: Document | undefined,
    commit: number,
    oldestSnapshot: number | undefined,
    ordinal: number,
  ): void {
    const record = this.records.get(id) ?? new Record(id, ordinal)
    if (!this.records.has(id) && !this.isLast(ordinal)) this.isInOrder = false
    this.ordinals = Math.max(this.ordinals, record.ordinal)
    this.lastOrdinal = Math.max(this.lastOrdinal, record.ordinal)
    const before = record.document
    this.reindex(record, before, document)
    this.living += (document === undefined ? 0 : 1) - (before === undefined ? 0 : 1)
    record.push(document, commit)
    this.records.set(id, record)
    this.forget(record, oldestSnapshot)
  }

  /** Drops the versions that no open snapshot needs. */
  forgetHistory(oldestSnapshot: number | undefined): void {
    for (const record of this.withHistory) this.forget(record, oldestSnapshot)
  }

  /** Takes over records as they were kept, into a collection that has none; makes its indexes over them. */
  fill(records: Record[], indexes: IndexDeclaration[]): void {
    records.sort((a, b) => a.ordinal - b.ordinal)
    for (const record of records) this.records.set(record.id, record)
    this.living = records.length
    this.ordinals = records.at(-1)?.ordinal ?? 0
    this.lastOrdinal = this.ordinals
    for (const index of indexes) this.addIndex(index)
  }

  /** Adds an index over what is there. Answers the clash, and adds nothing, when a unique one does not hold. */
  addIndex(declaration: IndexDeclaration): KeyClash | undefined {
    const isGeo = declaration.keys.some(({ direction }) => direction === '2dsphere')
    const index = isGeo ? new GeoIndex(declaration) : new FieldIndex(declaration)
    index.fill(this.records.values())
    const clash = index instanceof FieldIndex && declaration.unique ? firstClash(index) : undefined
    if (clash === undefined) this.indexesByName.set(declaration.name, index)
    return clash
  }

  /** Puts back the indexes that stood before some were added. */
  restoreIndexes(indexes: Index[]): void {
    this.indexesByName = new Map(indexes.map((index) => [index.declaration.name, index]))
  }

  lockedBy(id: Document['_id']): Transaction | undefined {
    return this.locks.get(id)
  }

  /** Keeps the record, and the unique keys of its coming version, for one transaction. */
  lock(id: Document['_id'], document: Document | undefined, transaction: Transaction): void {
    this.locks.set(id, transaction)
    if (document === undefined) return
    for (const index of this.uniqueIndexes) {
      const claims = this.claims.get(index) ?? new Map<string, Transaction>()
      for (const key of index.keysOf(document)) claims.set(key, transaction)
      this.claims.set(index, claims)
    }
  }

  unlock(transaction: Transaction): void {
    release(this.locks, transaction)
    for (const claims of this.claims.values()) release(claims, transaction)
  }

  /** What forbids `document` as the coming version of its record, for a writer in `transaction` or in none. */
  keyClash(document: Document, transaction?: Transaction): KeyClash | undefined {
    const before = this.records.get(document._id)?.document
    for (const index of this.uniqueIndexes) {
      if (before !== undefined && index.unaffected(before, document)) continue
      for (const key of index.keysOf(document)) {
        const claimant = this.claims.get(index)?.get(key)
        if (claimant !== undefined && claimant !== transaction) return { index, claimant }
        for (const record of index.holders(key)) {
          if (record.id === document._id) continue
          const claimantOfHolder = this.locks.get(record.id)
          if (claimantOfHolder === undefined || claimantOfHolder !== transaction) {
            return { index, record, claimant: claimantOfHolder }
          }
        }
      }
    }
    return undefined
  }

  private reindex(record: Record, before: Document | undefined, after: Document | undefined): void {
    for (const index of this.indexesByName.values()) {
      if (before !== undefined && after !== undefined && index.unaffected(before, after)) continue
      if (before !== undefined) index.remove(record, before)
      if (after !== undefined) index.add(record, after)
    }
  }

  private forget(record: Record, oldestSnapshot: number | undefined): void {
    record.trim(oldestSnapshot ?? Number.POSITIVE_INFINITY)
    if (record.hasHistory) {
      this.withHistory.add(record)
      return
    }
    this.withHistory.delete(record)
    if (record.document === undefined) this.records.delete(record.id)
  }
}

function release<Key>(held: Map<Key, Transaction>, transaction: Transaction): void {
  for (const [key, holder] of held) if (holder === transaction) held.delete(key)
}

/** The first two records under one key of a unique index; answers the later one. */
function firstClash(index: FieldIndex): KeyClash | undefined {
  let before: { key: string; record: Record } | undefined
  for (const entry of index.all()) {
    if (entry.key === before?.key) return { index, record: entry.record }
    before = entry
  }
  return undefined
}
