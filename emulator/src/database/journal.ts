import { diskRefused } from './databaseErrors.ts'
import type { Disk, DiskWrite } from './disk.ts'

/** Writes that belong together, as they changed memory. */
export interface Entry {
  writes: DiskWrite[]
  /** Called when the writes are kept, in the order of the appends, before anyone's promise resolves. */
  tell?: () => void
  /** Takes the change back out of memory; called, the latest first, when the disk refused the writes. */
  undo: () => void
}

/**
 * What makes writes outlive the process. Writes are handed over in the order in which they changed memory; all that
 * come in one turn of the event loop go to the disk at once, so parallel writers share one sync, and the disk always
 * holds a prefix of the history. What the disk refuses (because it is full) is taken back out of memory, and everyone
 * who may have seen it is told so; the journal then goes on.
 */
export class Journal {
  private gathered: Entry[] = []
  private next: Promise<void> | undefined
  private refused: Error | undefined
  private closed = false
  /** Asked before each write to the disk: a text refuses it, as a disk without space does, and says why. */
  refuseWrites: () => string | undefined = () => undefined

  constructor(private readonly disk: Disk) {}

  /** The last refusal. A request during which it changed may have seen what was taken back, and must fail with it. */
  get refusal(): Error | undefined {
    return this.refused
  }

  append(entry: Entry): void {
    if (this.closed) throw new Error('the local cloud has closed its disk')
    this.gathered.push(entry)
    if (this.disk.isInstant) this.flush()
    else
      this.next ??= new Promise((resolve) => {
        setImmediate(() => {
          this.next = undefined
          this.flush()
          resolve()
        })
      })
  }

  /** Resolves when everything appended so far is on disk, or refused: see `refusal`. */
  settled(): Promise<void> {
    return this.next ?? Promise.resolve()
  }

  /** False while something is on its way to the disk. */
  get isSettled(): boolean {
    return this.next === undefined
  }

  async close(): Promise<void> {
    while (this.next !== undefined) await this.next
    this.closed = true
    await this.disk.close()
  }

  private flush(): void {
    const entries = this.gathered
    this.gathered = []
    try {
      const reason = this.refuseWrites()
      if (reason !== undefined) throw new Error(reason)
      this.disk.write(entries.flatMap(({ writes }) => writes))
    } catch (error) {
      this.refused = diskRefused(error)
      for (const { undo } of entries.reverse()) undo()
      return
    }
    for (const { tell } of entries) tell?.()
  }
}
