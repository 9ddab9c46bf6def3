import { randomUUID } from 'node:crypto'
import type { Cancel, Clock } from '../clock.ts'
import { CloudError } from '../cloudError.ts'
import type { Database } from '../database/database.ts'
import type { SecurityRules } from '../rules/securityRules.ts'
import type { Connection } from './connection.ts'
import type { Frame } from './frames.ts'
import { LOST_WATCH_LIFE_MS } from './limits.ts'
import { LiveQueries } from './liveQueries.ts'
import { Watch } from './watch.ts'
import { readWatchedQuery, type WatchedQuery } from './watchedQuery.ts'
import { isSameWatcher, type Watcher } from './watcher.ts'

interface WatchesSetup {
  database: Pick<Database, 'observe' | 'onChange'>
  rules: Pick<SecurityRules, 'permit'>
  clock: Clock
}

/** Every watch of the cloud, open or waiting for its client to come back. */
export class Watches {
  private readonly byId = new Map<string, Watch>()
  private readonly lost = new Map<Watch, Cancel>()
  private readonly queries: LiveQueries

  constructor(private readonly setup: WatchesSetup) {
    this.queries = new LiveQueries(setup.database)
  }

  all(): Watch[] {
    return [...this.byId.values()]
  }

  /** INIT_WATCH. Throws COLLECTION_PERMISSION_DENIED when the rules do not let the watcher read that. */
  async open(connection: Connection, watcher: Watcher, { watchId = '', requestId, msgData }: Frame): Promise<void> {
    const { isWanted, settle } = connection.expect(watchId)
    try {
      const watched = await this.permitted(watcher, readWatchedQuery(msgData, this.setup.clock.now()))
      const query = await this.queries.hold(watched)
      if (!isWanted()) {
        this.queries.release(query)
        return
      }
      const former = connection.watches.get(watchId)
      if (former !== undefined) this.close(former)
      const watch = new Watch(randomUUID(), watcher, query, (ended) => this.close(ended))
      this.byId.set(watch.id, watch)
      watch.start(connection, watchId, requestId)
    } finally {
      settle()
    }
  }

  /** REBUILD_WATCH. Throws QUERYID_INVALID_ERROR when there is no such watch, or not all of its missed events. */
  resume(connection: Connection, watcher: Watcher, { watchId = '', requestId, msgData }: Frame): void {
    const watch = this.find(watcher, msgData.queryID)
    const isResumed = watch.resume(connection, watchId, requestId, Number(msgData.eventID))
    if (!isResumed) {
      this.close(watch)
      throw queryIdInvalid()
    }
    this.lost.get(watch)?.()
    this.lost.delete(watch)
  }

  /** CHECK_LAST. Throws QUERYID_INVALID_ERROR. */
  check(watcher: Watcher, { requestId, msgData }: Frame): void {
    this.find(watcher, msgData.queryID).tellLastEvent(requestId)
  }

  /** Ends a watch for good. */
  close(watch: Watch): void {
    if (!this.byId.delete(watch.id)) return
    this.lost.get(watch)?.()
    this.lost.delete(watch)
    watch.detach()
    watch.query.followers.delete(watch)
    this.queries.release(watch.query)
  }

  /** Keeps the watches of a connection that is gone until their client comes back, for a while. */
  lose(connection: Connection): void {
    const { clock } = this.setup
    for (const watch of [...connection.watches.values()]) {
      watch.detach()
      this.lost.set(
        watch,
        clock.at(clock.now() + LOST_WATCH_LIFE_MS, () => this.close(watch)),
      )
    }
  }

  stop(): void {
    this.queries.stop()
    for (const watch of this.all()) this.close(watch)
  }

  private async permitted(watcher: Watcher, watched: WatchedQuery): Promise<WatchedQuery> {
    if (watcher.kind === 'server') return watched
    const { collection, filter } = watched
    const request = { client: watcher, collection, operation: 'read', filter, byId: false } as const
    try {
      return { ...watched, filter: await this.setup.rules.permit(request) }
    } catch (error) {
      if (!(error instanceof CloudError) || error.code !== 'DATABASE_PERMISSION_DENIED') throw error
      throw new CloudError('COLLECTION_PERMISSION_DENIED', error.message)
    }
  }

  private find(watcher: Watcher, queryId: unknown): Watch {
    const watch = this.byId.get(String(queryId))
    if (watch === undefined || !isSameWatcher(watch.watcher, watcher)) throw queryIdInvalid()
    return watch
  }
}

const queryIdInvalid = () =>
  new CloudError('QUERYID_INVALID_ERROR', 'there is no such watch here, or its missed events are not kept any more')
