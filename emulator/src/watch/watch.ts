import type { CloudError } from '../cloudError.ts'
import type { Connection } from './connection.ts'
import type { Follower, LiveQuery } from './liveQuery.ts'
import type { Watcher } from './watcher.ts'

/** One watch of one client. It outlives its connection for a while, so that the client can take it up again. */
export class Watch implements Follower {
  /** Undefined while the client is away. */
  connection: Connection | undefined
  /** The client's name for it. */
  watchId = ''
  readonly firstEvent: number
  private toldEvent: number
  /** The client does not listen yet: it is busy with the answer that starts or resumes the watch. */
  private isWaiting = false
  private attachments = 0

  /** @param id the service's name for it, `queryID` */
  constructor(
    readonly id: string,
    readonly watcher: Watcher,
    readonly query: LiveQuery,
    private readonly onEnded: (watch: Watch) => void,
  ) {
    this.firstEvent = query.lastEvent
    this.toldEvent = query.lastEvent
    query.followers.add(this)
  }

  /** Answers INIT_WATCH: from now on the watch goes through this connection. */
  start(connection: Connection, watchId: string, requestId: string): void {
    this.attach(connection, watchId)
    this.sendEvents('INIT_EVENT', requestId, this.query.initialEvents())
    this.waitForClient(connection)
  }

  /** Answers REBUILD_WATCH with what the client has missed. @returns false when that is not kept any more. */
  resume(connection: Connection, watchId: string, requestId: string, afterEvent: number): boolean {
    const missed = this.query.eventsAfter(afterEvent)
    if (missed === undefined) return false
    this.attach(connection, watchId)
    this.sendEvents('NEXT_EVENT', requestId, missed)
    this.waitForClient(connection)
    return true
  }

  onEvents(event: number, events: string): void {
    if (this.isWaiting || this.connection === undefined) return
    this.sendEvents('NEXT_EVENT', `${this.id}_${event}`, events)
  }

  onEnd(reason: CloudError): void {
    const { code, message } = reason
    this.send('ERROR', '', JSON.stringify({ code, message }))
    this.onEnded(this)
  }

  /** Answers CHECK_LAST. */
  tellLastEvent(requestId: string): void {
    this.send('CHECK_EVENT', requestId, JSON.stringify({ queryID: this.id, currEvent: this.query.lastEvent }))
  }

  /** Nothing is sent any more; the events go on. */
  detach(): void {
    if (this.connection?.watches.get(this.watchId) === this) this.connection.watches.delete(this.watchId)
    this.connection = undefined
  }

  private attach(connection: Connection, watchId: string): void {
    this.detach()
    this.connection = connection
    this.watchId = watchId
    this.attachments += 1
    connection.watches.set(watchId, this)
  }

  private waitForClient(connection: Connection): void {
    this.isWaiting = true
    const { attachments } = this
    connection.probe(() => {
      if (this.attachments !== attachments) return
      this.isWaiting = false
      if (this.query.lastEvent === this.toldEvent) return
      // What is not kept any more, the client will miss and ask for, and be told so.
      const missed = this.query.eventsAfter(this.toldEvent)
      if (missed !== undefined) this.onEvents(this.query.lastEvent, missed)
    })
  }

  /** @param events the text of a JSON array, up to the newest event */
  private sendEvents(msgType: 'INIT_EVENT' | 'NEXT_EVENT', requestId: string, events: string): void {
    this.toldEvent = this.query.lastEvent
    const head = `"queryID":${JSON.stringify(this.id)},"currEvent":${this.toldEvent}`
    this.send(msgType, requestId, `{${head},"events":${events}}`)
  }

  /** @param data JSON, put in as it is, so that one text serves a thousand watches */
  private send(msgType: 'INIT_EVENT' | 'NEXT_EVENT' | 'CHECK_EVENT' | 'ERROR', requestId: string, data: string): void {
    const head = `"watchId":${JSON.stringify(this.watchId)},"requestId":${JSON.stringify(requestId)}`
    this.connection?.send({
      msgType,
      watchId: this.watchId,
      queryId: this.id,
      collection: this.query.query.collection,
      text: `{${head},"msgType":"${msgType}","msgData":${data}}`,
    })
  }
}
