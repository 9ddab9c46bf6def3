import { join } from 'node:path'
import { open, type RootDatabase } from 'lmdb'
import type { Disk, DiskKey, DiskWrite } from './disk.ts'
import { PAGE_BYTES, ReservedFile } from './reservedFile.ts'

/** Pages beside those of the data and the tree that a transaction may write: the list of free pages, and splits. */
const PAGES_ASIDE = 16

interface Stats {
  entryCount: number
  lastPageNumber: number
  treeDepth: number
  treeBranchPageCount: number
  treeLeafPageCount: number
}

/** Records in a folder, through lmdb. */
export class LmdbDisk implements Disk {
  readonly isInstant = false
  private readonly store: RootDatabase<Buffer, DiskKey>
  private readonly file: ReservedFile

  /** @param folder Made when missing. */
  constructor(folder: string) {
    // Without overlapping sync, lmdb answers a transaction only after its pages and its meta page are synced.
    this.store = open<Buffer, DiskKey>({ path: folder, encoding: 'binary', noSubdir: false, overlappingSync: false })
    this.file = new ReservedFile(join(folder, 'data.mdb'))
  }

  get size(): number {
    return this.stats().entryCount
  }

  *records(): Generator<{ key: DiskKey; bytes: Buffer }> {
    for (const { key, value } of this.store.getRange({})) yield { key, bytes: value }
  }

  /**
   * Waits for the disk where it stands: lmdb's writes in the background take a thread's hop longer. The room is made
   * first, since lmdb 3.5 damages its own memory when a write to the file fails.
   */
  write(writes: DiskWrite[]): void {
    const removesOnly = writes.every(({ bytes }) => bytes === undefined)
    const stats = this.stats()
    this.file.makeRoom(stats.lastPageNumber + 1, pagesFor(writes, stats), removesOnly)
    this.store.transactionSync(() => {
      for (const { key, bytes } of writes) {
        if (bytes === undefined) this.store.removeSync(key)
        else this.store.putSync(key, bytes)
      }
    })
  }

  async close(): Promise<void> {
    await this.store.close()
    this.file.close()
  }

  private stats(): Stats {
    return this.store.getStats() as Stats
  }
}

/** Never less than lmdb takes: it copies each page that it changes, and puts long values on pages of their own. */
function pagesFor(writes: DiskWrite[], stats: Stats): number {
  const tree = stats.treeBranchPageCount + stats.treeLeafPageCount
  const copied = Math.min(writes.length * (stats.treeDepth + 1), tree)
  const data = writes.reduce((pages, { bytes }) => pages + ownPages(bytes?.length ?? 0), 0)
  return copied + Math.ceil(data) + PAGES_ASIDE
}

/** Short values share pages that are at least half full. */
const ownPages = (bytes: number): number =>
  bytes > PAGE_BYTES / 4 ? Math.ceil(bytes / PAGE_BYTES) + 1 : (2 * (bytes + 64)) / PAGE_BYTES
