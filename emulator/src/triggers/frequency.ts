import type { Database } from '../database/database.ts'
import type { DatabaseTriggerDeclaration } from '../project/project.ts'

const SPACE = 'databaseTriggers'

/**
 * How often a trigger may start: every time, once for ever, or once in an interval that begins with a start. What it
 * counts from is kept beside the documents, so that `once` is once over restarts too.
 */
export class Frequency {
  /** The latest start of each trigger, in ms by the cloud's clock. */
  private readonly starts = new Map<string, number>()

  constructor(private readonly database: Pick<Database, 'systemPut' | 'systemAll'>) {
    for (const { key, value } of database.systemAll(SPACE)) this.starts.set(key, value as number)
  }

  /** Whether a trigger may start at the instant `now`; if it may, it has. */
  takes({ name, frequency }: DatabaseTriggerDeclaration, now: number): boolean {
    if (frequency === 'always') return true
    const latest = this.starts.get(name)
    // A clock that went back must not keep a trigger quiet until it is where it was.
    const rests =
      latest !== undefined && (frequency === 'once' || Math.abs(now - latest) < frequency.everySeconds * 1000)
    if (rests) return false
    this.starts.set(name, now)
    // Only a disk that fails makes this fail, which everyone who writes is told.
    this.database.systemPut(SPACE, name, now).catch(() => {})
    return true
  }
}
