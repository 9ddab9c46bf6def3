import type { Clock } from '../clock.ts'
import { DATABASE_LIMITS, type DatabaseLimits } from '../limits.ts'
import type { Database, Document, IndexDeclaration } from './database.ts'
import type { DuplicateCode } from './databaseErrors.ts'
import { DiskJournal, type Journal } from './journal.ts'
import { LocalDatabase } from './localDatabase.ts'
import { MemoryJournal } from './memoryJournal.ts'
import { Store } from './store.ts'
import { SystemRecords } from './systemRecords.ts'

export interface DatabaseOptions {
  /** Folder of the data, made when missing; absent: they end with the process. */
  dir?: string
  clock: Clock
  /** Makes a new `_id` or transaction id: 32 hexadecimal digits in the real service. */
  makeId: () => string
  limits?: Partial<DatabaseLimits>
  /** The code of a duplicate key, which is not settled for the real service. Default: DATABASE_DUPLICATE_WRITE. */
  duplicateCode?: DuplicateCode
}

/**
 * Opens the documents kept in a folder and loads them all into memory.
 * Writes change memory at once and are answered when they are on disk; so is every other answer that may have seen
 * them. A crash therefore takes back nothing that anyone was told, and the disk always holds a prefix of the history.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dir, clock, makeId, duplicateCode = 'DATABASE_DUPLICATE_WRITE' } = options
  const limits = { ...DATABASE_LIMITS, ...options.limits }
  const journal = dir === undefined ? new MemoryJournal() : new DiskJournal(dir)
  const store = new Store(journal, limits, duplicateCode)
  const system = new SystemRecords((write) => store.record(write))
  load(journal, store, system)
  return new LocalDatabase({ store, journal, system, clock, makeId, limits })
}

function load(journal: Journal, store: Store, system: SystemRecords): void {
  const documents: { collection: string; id: Document['_id']; ordinal: number; document: Document }[] = []
  for (const { key, record } of journal.records()) {
    const [kind, space, id] = key
    if (kind === 'collection') store.loadCollection(space, (record as { indexes: IndexDeclaration[] }).indexes)
    else if (kind === 'system') system.load(space, String(id), record)
    else {
      const [ordinal, document] = record as [number, Document]
      documents.push({ collection: space, id: document._id, ordinal, document })
    }
  }
  documents.sort((a, b) => a.ordinal - b.ordinal)
  for (const { collection, id, document, ordinal } of documents) store.load(collection, id, document, ordinal)
}
