import type { Clock } from '../clock.ts'
import { DATABASE_LIMITS, type DatabaseLimits } from '../limits.ts'
import type { Database, Document, IndexDeclaration } from './database.ts'
import type { DuplicateCode } from './databaseErrors.ts'
import { type Disk, decodeRecord } from './disk.ts'
import { Journal } from './journal.ts'
import { LmdbDisk } from './lmdbDisk.ts'
import { LocalDatabase } from './localDatabase.ts'
import { MemoryDisk } from './memoryDisk.ts'
import { Record } from './records/versions.ts'
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
  /** Called now and then while much is loaded. */
  onLoading?: (records: number, of: number) => void
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
  load(disk, store, system, options.onLoading)
  return new LocalDatabase({ disk, store, journal, system, clock, makeId, limits })
}

/** So many records take long enough to load that one wants to know how far it is. */
const TOLD_EVERY = 100_000

function load(disk: Disk, store: Store, system: SystemRecords, onLoading: DatabaseOptions['onLoading']): void {
  const collections = new Map<string, { indexes: IndexDeclaration[]; records: Record[] }>()
  const total = disk.size
  let loaded = 0
  for (const { key, bytes } of disk.records()) {
    const [kind, space, id] = key
    const kept = decodeRecord(bytes)
    if (kind === 'collection') collections.set(space, { ...(kept as { indexes: IndexDeclaration[] }), records: [] })
    else if (kind === 'system') system.load(space, String(id), kept)
    else {
      const [ordinal, document] = kept as [number, Document]
      const record = new Record(document._id, ordinal)
      record.document = document
      collections.get(space)?.records.push(record)
    }
    loaded += 1
    if (loaded % TOLD_EVERY === 0) onLoading?.(loaded, total)
  }
  for (const [name, { indexes, records }] of collections) store.load(name, indexes, records)
}
