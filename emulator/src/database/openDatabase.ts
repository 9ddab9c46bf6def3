import type { Clock } from '../clock.ts'
import { DATABASE_LIMITS, type DatabaseLimits } from '../limits.ts'
import type { Database, Document, IndexDeclaration } from './database.ts'
import type { DuplicateCode } from './databaseErrors.ts'
import { type Disk, decodeRecord } from './disk.ts'
import { Journal } from './journal.ts'
import { LmdbDisk } from './lmdbDisk.ts'
import { LocalDatabase } from './localDatabase.ts'
import { MemoryDisk } from './memoryDisk.ts'
import { Store } from './store.ts'
import { SystemRecords } from './systemRecords.ts'

export interface DatabaseOptions {
  /** Where the data lies: a folder, made when missing, or a disk of the caller's own; absent: it ends with the process. */
  dir?: string | Disk
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
  const { dir = new MemoryDisk(), clock, makeId, duplicateCode = 'DATABASE_DUPLICATE_WRITE' } = options
  const limits = { ...DATABASE_LIMITS, ...options.limits }
  const disk = typeof dir === 'string' ? new LmdbDisk(dir) : dir
  const journal = new Journal(disk)
  const store = new Store(journal, limits, duplicateCode)
  const system = new SystemRecords((write, undo) => store.record(write, undo))
  load(disk, store, system)
  return new LocalDatabase({ store, journal, system, clock, makeId, limits })
}

function load(disk: Disk, store: Store, system: SystemRecords): void {
  const collections = new Map<
    string,
    { indexes: IndexDeclaration[]; kept: { document: Document; ordinal: number }[] }
  >()
  for (const { key, bytes } of disk.records()) {
    const [kind, space, id] = key
    const record = decodeRecord(bytes)
    if (kind === 'collection') collections.set(space, { ...(record as { indexes: IndexDeclaration[] }), kept: [] })
    else if (kind === 'system') system.load(space, String(id), record)
    else {
      const [ordinal, document] = record as [number, Document]
      collections.get(space)?.kept.push({ document, ordinal })
    }
  }
  for (const [name, { indexes, kept }] of collections) store.load(name, indexes, kept)
}
