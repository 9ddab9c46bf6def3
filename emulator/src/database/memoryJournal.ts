import type { Journal, JournalWrite } from './journal.ts'

/** Keeps nothing: a write is done when memory has it, and told at once. For data that may end with the process. */
export class MemoryJournal implements Journal {
  records(): [] {
    return []
  }

  async append(_writes: JournalWrite[], tell?: () => void): Promise<void> {
    tell?.()
  }

  async settled(): Promise<void> {}

  async close(): Promise<void> {}
}
