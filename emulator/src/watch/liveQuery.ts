import { CloudError } from '../cloudError.ts'
import type { Change, Document, Observation } from '../database/database.ts'
import { compileFilter } from '../database/queries/conditions.ts'
import { EventLog } from './eventLog.ts'
import { eventsOf, initialEvents } from './events.ts'
import { WATCH_FULL_CODE, WATCH_MAX_DOCUMENTS } from './limits.ts'
import { ResultWindow } from './resultWindow.ts'
import type { WatchedQuery } from './watchedQuery.ts'

/** Someone who watches a query, from its documents as they were at one event on. */
export interface Follower {
  /** A commit changed what is seen; `events` is the text of a JSON array, one for all followers. */
  onEvents(event: number, events: string): void
  /** The query has ended. */
  onEnd(reason: CloudError): void
}

/**
 * One query that is watched, for all who watch the same: each commit is looked at once, its events are written once,
 * and every follower is handed the same text.
 */
export class LiveQuery {
  readonly followers = new Set<Follower>()
  private readonly log = new EventLog()
  private readonly matches: (document: Document) => boolean
  private window: ResultWindow | undefined
  private early: Change[][] = []
  private observedCommit = 0

  /** Throws DATABASE_REQUEST_FAILED for a condition that is none. */
  constructor(readonly query: WatchedQuery) {
    this.matches = compileFilter(query.filter)
  }

  /** The newest event. */
  get lastEvent(): number {
    return this.log.last
  }

  get size(): number {
    return this.window?.size ?? 0
  }

  /** Begins with what the database holds. Throws when that is more than can be watched. */
  begin(observation: Observation): void {
    const { orderBy, limit = Number.POSITIVE_INFINITY } = this.query
    this.window = new ResultWindow({ matches: this.matches, orderBy, limit }, observation)
    this.observedCommit = observation.commit
    if (this.size > WATCH_MAX_DOCUMENTS) throw tooManyDocuments()
    for (const changes of this.early) this.apply(changes)
    this.early = []
  }

  /** Takes in the changes of one commit. */
  apply(changes: Change[]): void {
    if (this.window === undefined) {
      this.early.push(changes)
      return
    }
    if (changes[0] === undefined || changes[0].commit <= this.observedCommit) return
    const difference = this.window.apply(changes)
    if (difference === undefined) return
    if (this.size > WATCH_MAX_DOCUMENTS) {
      this.end(tooManyDocuments())
      return
    }
    const elements = eventsOf(this.lastEvent + 1, difference)
    this.log.add(elements)
    for (const follower of this.followers) follower.onEvents(this.lastEvent, `[${elements}]`)
  }

  /** What is seen now, as the events of INIT_EVENT. */
  initialEvents(): string {
    return initialEvents(this.lastEvent, this.window?.documents() ?? [])
  }

  /** All events after one, as the text of a JSON array; undefined when that is more than is kept. */
  eventsAfter(event: number): string | undefined {
    return this.log.after(event)
  }

  end(reason: CloudError): void {
    for (const follower of [...this.followers]) follower.onEnd(reason)
  }
}

const tooManyDocuments = () =>
  new CloudError(WATCH_FULL_CODE, `a watch holds at most ${WATCH_MAX_DOCUMENTS} documents; narrow it by where or limit`)
