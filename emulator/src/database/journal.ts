import { deserialize, serialize } from 'node:v8'
import { open, type RootDatabase } from 'lmdb'

/** Where a record lives: its kind, then its own name parts. */
export type JournalKey =
  | [kind: 'collection', name: string]
  | [kind: 'document' | 'system', space: string, key: string | number]

/** A record as bytes, or its removal. */
export interface JournalWrite {
  key: JournalKey
  bytes: Buffer | undefined
}

/** The bytes in which a record is kept: Node's structured clone, which keeps dates, -0, NaN and the order of fields. */
export const encodeRecord = (record: unknown): Buffer => serialize(record)

/** Where writes go when they have changed memory, in that order. */
export interface Journal {
  /** Every record, in key order. */
  records(): Iterable<{ key: JournalKey; record: unknown }>
  /**
   * Resolves when the writes, and all that were appended before them, are kept.
   * @param tell Called at that moment, in the order of the appends, before anyone's promise resolves.
   */
  append(writes: JournalWrite[], tell?: () => void): Promise<void>
  /** Resolves when everything appended so far is kept. */
  settled(): Promise<void>
  close(): Promise<void>
}

/**
 * What makes writes outlive the process. Writes are handed over in the order in which they changed memory; all that
 * gathers while one commit is on its way to the disk goes into the next, so parallel writers share one fsync, and the
 * disk always holds a prefix of the history. Each `append` is atomic.
 */
export class DiskJournal implements Journal {
  private readonly store: RootDatabase<Buffer, JournalKey>
  private gathered: JournalWrite[] = []
  private told: (() => void)[] = []
  private committing: Promise<void> | undefined
  private next: Promise<void> | undefined
  private failure: Error | undefined

  /** @param folder Made when missing. */
  constructor(folder: string) {
    // Without overlapping sync, lmdb answers a batch only after its pages and its meta page are synced.
    this.store = open<Buffer, JournalKey>({ path: folder, encoding: 'binary', noSubdir: false, overlappingSync: false })
  }

  *records(): Generator<{ key: JournalKey; record: unknown }> {
    for (const { key, value } of this.store.getRange({})) yield { key, record: deserialize(value) as unknown }
  }

  append(writes: JournalWrite[], tell?: () => void): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure)
    this.gathered.push(...writes)
    if (tell !== undefined) this.told.push(tell)
    this.next ??= this.commitAfter(this.committing)
    return this.next
  }

  settled(): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure)
    return this.next ?? this.committing ?? Promise.resolve()
  }

  async close(): Promise<void> {
    // More may come while the last is being written.
    while (this.failure === undefined && (this.next ?? this.committing) !== undefined) {
      await this.settled().catch(() => undefined)
    }
    this.failure ??= new Error('the local cloud has closed its disk')
    await this.store.close()
  }

  private async commitAfter(earlier: Promise<void> | undefined): Promise<void> {
    if (earlier !== undefined) await earlier
    // One turn of the event loop, so that requests which arrived together share the commit.
    else await new Promise(setImmediate)
    const writes = this.gathered
    const told = this.told
    this.gathered = []
    this.told = []
    this.committing = this.next
    this.next = undefined
    try {
      await this.commit(writes)
    } catch (error) {
      // Memory is now ahead of the disk for good: nothing more may be answered.
      this.failure = new Error('the local cloud could not write to its disk', { cause: error })
      throw this.failure
    }
    if (this.next === undefined) this.committing = undefined
    for (const tell of told) tell()
  }

  private async commit(writes: JournalWrite[]): Promise<void> {
    await this.store.batch(() => {
      for (const { key, bytes } of writes) {
        if (bytes === undefined) this.store.remove(key)
        else this.store.put(key, bytes)
      }
    })
  }
}
