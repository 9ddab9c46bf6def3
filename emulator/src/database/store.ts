import type { DatabaseLimits } from '../limits.ts'
import { differences } from './changes.ts'
import type { Change, Document, IndexDeclaration } from './database.ts'
import {
  collectionMissing,
  type DuplicateCode,
  duplicateKey,
  requestFailed,
  transactionGone,
} from './databaseErrors.ts'
import { type DiskWrite, encodeRecord } from './disk.ts'
import type { Journal } from './journal.ts'
import { type Candidates, candidatesFor, type Search } from './records/candidates.ts'
import { Collection } from './records/collection.ts'
import type { FieldIndex } from './records/fieldIndex.ts'
import type { Record } from './records/versions.ts'
import { Transaction } from './transaction.ts'

/** A checked write of one document with the bytes that go to the disk. */
export interface StoredWrite {
  collection: Collection
  id: Document['_id']
  /** Undefined: deleted. */
  document: Document | undefined
  kind: Change['kind']
  ordinal: number
  bytes: Buffer | undefined
}

/** Documents among which all matches of a search are, and how they were found. */
export interface Found extends Omit<Candidates, 'records'> {
  documents: Iterable<Document>
}

/** Someone who reads and writes documents: a transaction, or an ordinary request. */
export interface Writer {
  /** Of a search with a sort, the documents may already come sorted. Lazy: a writer that changes several reads all first. */
  documents(collection: Collection, search: Search): Found
  /** Writes, or answers the transaction whose end must be waited for before trying again. */
  write(
    collection: Collection,
    id: Document['_id'],
    document: Document | undefined,
    kind: Change['kind'],
  ): Transaction | undefined
}

/**
 * The collections in memory and the open transactions. A commit changes memory at once and in full, then goes to the
 * journal; whoever saw it answers only after the journal has settled, so nothing is told that a crash could take back.
 * What the disk refuses is taken back, with the transactions that saw it.
 */
export class Store implements Writer {
  private readonly collectionsByName = new Map<string, Collection>()
  private readonly transactions = new Map<string, Transaction>()
  private readonly listeners = new Set<(change: Change) => void>()
  private commits = 0

  constructor(
    private readonly journal: Journal,
    private readonly limits: DatabaseLimits,
    private readonly duplicateCode: DuplicateCode,
  ) {}

  get lastCommit(): number {
    return this.commits
  }

  collections(): Collection[] {
    return [...this.collectionsByName.values()]
  }

  has(name: string): boolean {
    return this.collectionsByName.has(name)
  }

  /** Throws DATABASE_COLLECTION_NOT_EXIST. */
  collection(name: string): Collection {
    const collection = this.collectionsByName.get(name)
    if (collection === undefined) throw collectionMissing(name)
    return collection
  }

  /**
   * Makes the collection when it is missing, and gives it these indexes beside or instead of those of the same name.
   * Throws a duplicate key error when a unique one does not hold; the others are made nevertheless.
   */
  define(name: string, indexes: IndexDeclaration[]): void {
    const collection = this.collectionsByName.get(name) ?? new Collection(name)
    const known = new Map(
      collection.allIndexes.map((index) => [index.declaration.name, JSON.stringify(index.declaration)]),
    )
    const missing = indexes.filter((index) => known.get(index.name) !== JSON.stringify(index))
    const before = collection.allIndexes
    const clashes = missing.map((declaration) => collection.addIndex(declaration))
    const isNew = !this.has(name)
    if (isNew || missing.length > 0) {
      this.collectionsByName.set(name, collection)
      const record = { indexes: collection.allIndexes.map((index) => index.declaration) }
      const undo = () => {
        collection.restoreIndexes(before)
        if (isNew) this.collectionsByName.delete(name)
      }
      this.record({ key: ['collection', name], bytes: encodeRecord(record) }, undo)
    }
    for (const clash of clashes) {
      if (clash?.record?.document !== undefined) throw this.duplicateIn(collection, clash.index, clash.record.document)
    }
  }

  /** Takes over what the disk holds, before the first request. */
  load(name: string, indexes: IndexDeclaration[], records: Record[]): void {
    const collection = new Collection(name)
    collection.fill(records, indexes)
    this.collectionsByName.set(name, collection)
  }

  documents(collection: Collection, search: Search): Found {
    const { records, ...how } = candidatesFor(collection, search)
    return { ...how, documents: documentsOf(records) }
  }

  write(
    collection: Collection,
    id: Document['_id'],
    document: Document | undefined,
    kind: Change['kind'],
  ): Transaction | undefined {
    const holder = collection.lockedBy(id)
    if (holder !== undefined) return holder
    if (kind === 'insert' && collection.record(id)?.document !== undefined) throw this.duplicateId(collection, id)
    const clash = document === undefined ? undefined : collection.keyClash(document)
    if (clash?.claimant !== undefined) return clash.claimant
    if (clash !== undefined && document !== undefined) throw this.duplicateIn(collection, clash.index, document)
    this.commit([this.prepare(collection, id, document, kind)])
    return undefined
  }

  /** Checks the size of a document and encodes it. */
  prepare(
    collection: Collection,
    id: Document['_id'],
    document: Document | undefined,
    kind: Change['kind'],
  ): StoredWrite {
    const ordinal = collection.ordinalFor(id)
    const bytes = document === undefined ? undefined : encodeRecord([ordinal, document])
    if (bytes !== undefined && bytes.length > this.limits.documentBytes) {
      throw requestFailed(`the document is larger than ${this.limits.documentBytes} bytes`)
    }
    return { collection, id, document, kind, ordinal, bytes }
  }

  commit(writes: StoredWrite[]): void {
    if (writes.length === 0) return
    const commit = ++this.commits
    const changes: (Change | undefined)[] = []
    const records: DiskWrite[] = []
    const before: Omit<StoredWrite, 'bytes'>[] = []
    for (const write of writes) {
      const placed = inOrderOfCommits(write)
      const { collection, id, bytes } = placed
      changes.push(changeOf(placed, commit))
      records.push({ key: ['document', collection.name, id], bytes })
      before.push({ ...placed, document: collection.record(id)?.document })
      this.apply(placed)
    }
    const undo = () => {
      this.endTransactionsThatSaw(commit)
      this.commits += 1
      for (const write of before.reverse()) this.apply(write)
    }
    this.journal.append({ writes: records, tell: () => this.tell(changes), undo })
  }

  /** Makes the document the newest version, by the commit that is under way. */
  private apply({ collection, id, document, ordinal }: Omit<StoredWrite, 'bytes'>): void {
    collection.apply(id, document, this.commits, this.oldestSnapshot(), ordinal)
  }

  /** Hands a record of another kind to the journal, with what takes its change out of memory when it is refused. */
  record(write: DiskWrite, undo: () => void): void {
    this.journal.append({ writes: [write], undo })
  }

  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  beginTransaction(id: string): Transaction {
    const transaction = new Transaction(id, this)
    this.transactions.set(id, transaction)
    return transaction
  }

  /** Throws DATABASE_TRANSACTION_FAIL when it was never begun, or is over. */
  transaction(id: string): Transaction {
    const transaction = this.transactions.get(id)
    if (transaction === undefined) throw transactionGone()
    return transaction
  }

  /** Ends a transaction without a trace, unless it was committed before. Idempotent. */
  endTransaction(transaction: Transaction): void {
    if (!this.transactions.delete(transaction.id)) return
    transaction.release()
    const oldestSnapshot = this.oldestSnapshot()
    for (const collection of this.collectionsByName.values()) collection.forgetHistory(oldestSnapshot)
  }

  duplicateId(collection: Collection, id: Document['_id']) {
    return duplicateKey(this.duplicateCode, collection.name, '_id_', { _id: id })
  }

  duplicateIn(collection: Collection, index: FieldIndex, document: Document) {
    return duplicateKey(this.duplicateCode, collection.name, index.declaration.name, index.describe(document))
  }

  /** Their snapshots hold what the disk refused. */
  private endTransactionsThatSaw(commit: number): void {
    for (const transaction of [...this.transactions.values()]) {
      if (transaction.snapshot !== undefined && transaction.snapshot >= commit) this.endTransaction(transaction)
    }
  }

  private oldestSnapshot(): number | undefined {
    let oldest: number | undefined
    for (const { snapshot } of this.transactions.values()) {
      if (snapshot !== undefined && (oldest === undefined || snapshot < oldest)) oldest = snapshot
    }
    return oldest
  }

  private tell(changes: (Change | undefined)[]): void {
    for (const change of changes) {
      if (change === undefined) continue
      for (const listener of this.listeners) {
        try {
          listener(change)
        } catch (error) {
          // A listener's bug is no reason to refuse the writer; it surfaces as an uncaught exception of its own.
          queueMicrotask(() => {
            throw error
          })
        }
      }
    }
  }
}

/** A document that a transaction inserted comes behind those that others inserted before its commit. */
function inOrderOfCommits(write: StoredWrite): StoredWrite {
  const { collection, id, document } = write
  if (document === undefined || collection.record(id) !== undefined || collection.isLast(write.ordinal)) return write
  const ordinal = collection.ordinalFor(id)
  return { ...write, ordinal, bytes: encodeRecord([ordinal, document]) }
}

function changeOf(write: StoredWrite, commit: number): Change | undefined {
  const { collection, id, document, kind } = write
  const record = collection.record(id)
  const before = record?.document
  const doc = document ?? before
  if (doc === undefined) return undefined
  const change: Change = {
    collection: collection.name,
    kind,
    id,
    doc,
    commit,
    ordinal: record?.ordinal ?? write.ordinal,
  }
  if (before !== undefined) change.before = before
  return kind === 'update' && before !== undefined ? { ...change, ...differences(before, doc) } : change
}

function* documentsOf(records: Iterable<Record>): Generator<Document> {
  for (const { document } of records) if (document !== undefined) yield document
}
