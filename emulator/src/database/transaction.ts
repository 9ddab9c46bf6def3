import type { Change, Document } from './database.ts'
import { transactionConflict } from './databaseErrors.ts'
import { candidatesFor, type Search } from './records/candidates.ts'
import type { Collection } from './records/collection.ts'
import type { Found, Store, StoredWrite, Writer } from './store.ts'

/**
 * A transaction: it reads the database as it was at its first operation plus its own writes, which nobody else sees
 * before the commit. The first to write a document holds it: a second transaction fails at once, an ordinary writer
 * waits for `ended`.
 */
export class Transaction implements Writer {
  /** The last commit that its reads see; undefined before the first operation. */
  snapshot: number | undefined
  /** Resolves when it is committed or aborted. */
  readonly ended: Promise<void>
  private end: () => void = () => undefined
  private readonly writes = new Map<Collection, Map<Document['_id'], StoredWrite>>()

  constructor(
    readonly id: string,
    private readonly store: Store,
  ) {
    this.ended = new Promise((resolve) => {
      this.end = resolve
    })
  }

  /** What it sees of the documents that may match, in insertion order. */
  documents(collection: Collection, { filter }: Search): Found {
    const snapshot = this.beginReading()
    const own = this.writes.get(collection)
    const { records, index, fields } = candidatesFor(collection, { filter })
    const ids = new Set(Array.from(records, (record) => record.id))
    for (const record of collection.recordsWithHistory()) ids.add(record.id)
    for (const id of own?.keys() ?? []) ids.add(id)
    const documents = Array.from(ids, (id) => {
      const written = own?.get(id)
      return written === undefined ? collection.record(id)?.asOf(snapshot) : written.document
    }).filter((document) => document !== undefined)
    return { documents, isSorted: false, index, fields }
  }

  /** Keeps a write for the commit. Never asks to wait: what is in the way is a conflict or a duplicate key. */
  write(collection: Collection, id: Document['_id'], document: Document | undefined, kind: Change['kind']): undefined {
    const snapshot = this.beginReading()
    const holder = collection.lockedBy(id)
    const record = collection.record(id)
    const mine = this.writes.get(collection)?.get(id)
    if (holder !== undefined && holder !== this) throw transactionConflict()
    if (record !== undefined && record.commit > snapshot) throw transactionConflict()
    if (kind === 'insert' && (mine ?? record)?.document !== undefined) throw this.store.duplicateId(collection, id)
    if (document !== undefined) this.refuseTakenKeys(collection, document, snapshot)
    const write = this.store.prepare(collection, id, document, kind)
    collection.lock(id, document, this)
    const own = this.writes.get(collection) ?? new Map<Document['_id'], StoredWrite>()
    own.set(id, mine?.kind === 'replace' && document !== undefined ? { ...write, kind: 'replace' } : write)
    this.writes.set(collection, own)
    return undefined
  }

  /** Everything that a commit changes, as seen from the committed state. */
  pending(): StoredWrite[] {
    const writes: StoredWrite[] = []
    for (const [collection, own] of this.writes) {
      for (const [id, write] of own) {
        const before = collection.record(id)?.document
        if (before === write.document) continue
        const kind = before === undefined ? 'insert' : write.kind === 'insert' ? 'replace' : write.kind
        writes.push({ ...write, kind })
      }
    }
    return writes
  }

  /** Gives back all that it holds and lets the waiting writers go on. */
  release(): void {
    for (const collection of this.writes.keys()) collection.unlock(this)
    this.end()
  }

  private beginReading(): number {
    this.snapshot ??= this.store.lastCommit
    return this.snapshot
  }

  private refuseTakenKeys(collection: Collection, document: Document, snapshot: number): void {
    const clash = collection.keyClash(document, this)
    if (clash?.claimant !== undefined) throw transactionConflict()
    if (clash?.record !== undefined && clash.record.commit > snapshot) throw transactionConflict()
    if (clash !== undefined) throw this.store.duplicateIn(collection, clash.index, document)
    for (const index of collection.indexes) {
      if (!index.declaration.unique) continue
      const keys = new Set(index.keysOf(document))
      for (const [id, { document: other }] of this.writes.get(collection) ?? []) {
        if (id === document._id || other === undefined) continue
        if (index.keysOf(other).some((key) => keys.has(key))) {
          throw this.store.duplicateIn(collection, index, document)
        }
      }
    }
  }
}
