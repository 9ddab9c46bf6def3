import { EJSON } from 'bson'
import type { Change, Database } from '../database/database.ts'
import { LiveQuery } from './liveQuery.ts'
import { QueryRoutes } from './queryRoutes.ts'
import type { WatchedQuery } from './watchedQuery.ts'

interface Held {
  query: LiveQuery
  /** Resolves when the query has begun. */
  begun: Promise<void>
  holders: number
}

/** The queries that are watched now: equal ones are one, and each hears of the commits that may concern it. */
export class LiveQueries {
  private readonly held = new Map<string, Held>()
  private readonly routes = new QueryRoutes()
  private readonly unsubscribe: () => void
  private gathered: Change[] = []

  constructor(private readonly database: Pick<Database, 'observe' | 'onChange'>) {
    this.unsubscribe = database.onChange((change) => this.gather(change))
  }

  /** Answers the query once it has begun; `release` it when it is not needed any more. Throws what the database throws. */
  async hold(watched: WatchedQuery): Promise<LiveQuery> {
    const key = keyOfQuery(watched)
    const held = this.held.get(key) ?? this.start(key, watched)
    held.holders += 1
    try {
      await held.begun
    } catch (error) {
      this.release(held.query)
      throw error
    }
    return held.query
  }

  release(query: LiveQuery): void {
    const key = keyOfQuery(query.query)
    const held = this.held.get(key)
    if (held?.query !== query) return
    held.holders -= 1
    if (held.holders > 0) return
    this.held.delete(key)
    this.routes.remove(query)
  }

  stop(): void {
    this.unsubscribe()
  }

  private start(key: string, watched: WatchedQuery): Held {
    const query = new LiveQuery(watched)
    // The routes come first, so that no commit falls between what is observed and what is told.
    this.routes.add(query)
    const observed = this.database.observe(watched.collection, watched.filter)
    const held = { query, begun: observed.then((observation) => query.begin(observation)), holders: 0 }
    this.held.set(key, held)
    return held
  }

  /** All changes of a commit are told within one turn. */
  private gather(change: Change): void {
    this.gathered.push(change)
    if (this.gathered.length === 1) queueMicrotask(() => this.tell())
  }

  private tell(): void {
    const changes = this.gathered
    this.gathered = []
    for (const commit of byCommit(changes)) {
      const concerned = new Map<LiveQuery, Change[]>()
      for (const change of commit) {
        for (const query of this.routes.concerned(change)) {
          const others = concerned.get(query)
          if (others === undefined) concerned.set(query, [change])
          else others.push(change)
        }
      }
      for (const [query, own] of concerned) query.apply(own)
    }
  }
}

const keyOfQuery = ({ collection, filter, orderBy, limit = 0 }: WatchedQuery): string =>
  EJSON.stringify([collection, filter, orderBy, limit])

function byCommit(changes: Change[]): Change[][] {
  const commits: Change[][] = []
  for (const change of changes) {
    const last = commits.at(-1)
    if (last?.[0]?.commit === change.commit) last.push(change)
    else commits.push([change])
  }
  return commits
}
