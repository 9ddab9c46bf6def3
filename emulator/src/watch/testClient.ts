import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { WebSocketSign } from './realtime.ts'

interface Message {
  watchId?: string
  requestId: string
  msgType: string
  msgData: { queryID: string; currEvent: number; events: WireEvent[]; code?: string }
}

interface WireEvent {
  ID: number
  DataType: string
  QueueType: string
  DocID: string | number
  Doc: string
}

export interface WatchRequest {
  collName: string
  /** Text of the condition's JSON. */
  query: string
  limit?: number
  orderBy?: Record<string, 'asc' | 'desc'>
}

/** The kinds of events that the service has. Source: @cloudbase/database 0.9, the types of realtime messages. */
const KINDS = /^(update|replace)\/(enqueue|update|dequeue)$|^add\/enqueue$|^remove\/dequeue$|^limit\/(enqueue|dequeue)$/

/**
 * A client that follows the rules of the official ones, for tests and measurements. Where those wait for a time to pass
 * before they ask again, this one asks when it is told to settle, so that nothing here depends on time.
 */
export class TestClient {
  readonly watches: TestWatch[] = []
  private socket: WebSocket | undefined
  private readonly waiting = new Map<string, (message: Message) => void>()
  private asked = 0

  constructor(private readonly sign: () => WebSocketSign) {}

  get isConnected(): boolean {
    return this.socket?.readyState === WebSocket.OPEN
  }

  /** Connects and logs in; answers the code of a refusal. */
  async connect(): Promise<string | undefined> {
    this.waiting.clear()
    const { wsUrl, signStr, secretVersion, envId } = this.sign()
    this.socket = new WebSocket(wsUrl)
    this.socket.on('message', (data) => this.receive(JSON.parse(data.toString()) as Message))
    this.socket.on('error', () => {})
    await once(this.socket, 'open')
    const { msgData } = await this.ask('LOGIN', { envId }, { exMsgData: { signStr, secretVersion } })
    return msgData.code
  }

  watch(request: WatchRequest): TestWatch {
    const watch = new TestWatch(this, `watch${this.watches.length}`, request)
    this.watches.push(watch)
    return watch
  }

  /** Sends a message and answers the reply to it, which may never come. */
  ask(msgType: string, msgData: unknown, others: { watchId?: string; exMsgData?: unknown } = {}): Promise<Message> {
    this.asked += 1
    const requestId = String(this.asked)
    this.socket?.send(JSON.stringify({ ...others, requestId, msgType, msgData }))
    return new Promise((resolve) => this.waiting.set(requestId, resolve))
  }

  tell(msgType: string, watchId: string): void {
    this.socket?.send(JSON.stringify({ watchId, requestId: '', msgType, msgData: null }))
  }

  /** Comes back if it was cut off, asks again for what was never answered, and checks that nothing was missed. */
  async settle(): Promise<void> {
    const isBack = !this.isConnected
    if (isBack) await this.connect()
    this.waiting.clear()
    for (const watch of this.watches) await watch.settle(isBack)
  }

  /** Without a farewell. */
  cut(): void {
    this.socket?.terminate()
  }

  private receive(message: Message): void {
    const resolve = this.waiting.get(message.requestId)
    this.waiting.delete(message.requestId)
    if (resolve !== undefined) resolve(message)
    else this.watches.find((watch) => watch.watchId === message.watchId)?.hear(message)
  }
}

/** One watch of a test client, with what the official clients would make of the messages. */
export class TestWatch {
  readonly docs = new Map<string | number, unknown>()
  /** Events by snapshot, as `DataType/QueueType id`. */
  readonly snapshots: string[][] = []
  /** What a client of a faultless service never meets. */
  readonly oddities: string[] = []
  error: string | undefined
  private queryId: string | undefined
  private event = 0
  private state: 'busy' | 'active' | 'ended' = 'busy'
  private onSnapshot: () => void = () => {}

  constructor(
    private readonly client: TestClient,
    readonly watchId: string,
    private readonly request: WatchRequest,
  ) {}

  /** INIT_WATCH. */
  async init(): Promise<void> {
    this.state = 'busy'
    const { msgData } = await this.client.ask('INIT_WATCH', this.request, { watchId: this.watchId })
    if (msgData.code !== undefined) return this.end(msgData.code)
    this.docs.clear()
    for (const { DocID, Doc } of msgData.events) this.docs.set(DocID, JSON.parse(Doc))
    this.queryId = msgData.queryID
    this.event = msgData.currEvent
    this.state = 'active'
  }

  /** REBUILD_WATCH; a service that has forgotten the watch is asked for a new one, as an app would do. */
  async rebuild(): Promise<void> {
    this.state = 'busy'
    const { queryId: queryID, event: eventID, watchId } = this
    const { msgData } = await this.client.ask('REBUILD_WATCH', { queryID, eventID }, { watchId })
    if (msgData.code === 'QUERYID_INVALID_ERROR') return this.init()
    if (msgData.code !== undefined) return this.end(msgData.code)
    this.state = 'active'
    await this.take(msgData.events)
  }

  async settle(isBack: boolean): Promise<void> {
    if (this.state === 'ended') return
    if (this.queryId === undefined) await this.init()
    else if (isBack || this.state === 'busy') await this.rebuild()
    const { queryId: queryID, event: eventID } = this
    const { msgData } = await this.client.ask('CHECK_LAST', { queryID, eventID }, { watchId: this.watchId })
    if (msgData.code !== undefined) return this.end(msgData.code)
    if (msgData.currEvent > this.event) await this.rebuild()
  }

  /** Resolves at the next snapshot. */
  nextSnapshot(): Promise<void> {
    return new Promise((resolve) => {
      this.onSnapshot = resolve
    })
  }

  close(): void {
    this.state = 'ended'
    this.client.tell('CLOSE_WATCH', this.watchId)
  }

  hear({ msgType, msgData }: Message): void {
    if (msgType === 'ERROR') this.end(msgData.code ?? '')
    else if (this.state !== 'active') this.oddities.push(`${msgType} while ${this.state}`)
    else if (msgType === 'NEXT_EVENT') void this.take(msgData.events)
  }

  private async take(events: WireEvent[]): Promise<void> {
    for (const [position, event] of events.entries()) {
      if (event.ID <= this.event) {
        this.oddities.push(`event ${event.ID} after ${this.event}`)
        continue
      }
      if (event.ID !== this.event + 1) {
        this.oddities.push(`event ${event.ID} after ${this.event}`)
        return this.rebuild()
      }
      if (events[position - 1]?.ID !== event.ID) this.snapshots.push([])
      this.snapshots.at(-1)?.push(`${event.DataType}/${event.QueueType} ${event.DocID}`)
      this.apply(event)
      if (events[position + 1]?.ID === event.ID) continue
      this.event = event.ID
      this.onSnapshot()
    }
  }

  private apply({ DataType, QueueType, DocID, Doc }: WireEvent): void {
    const isKnown = this.docs.has(DocID)
    if (isKnown === (QueueType === 'enqueue')) this.oddities.push(`${QueueType} of ${DocID}`)
    if (!KINDS.test(`${DataType}/${QueueType}`)) this.oddities.push(`${DataType}/${QueueType}`)
    if (QueueType === 'dequeue') this.docs.delete(DocID)
    else this.docs.set(DocID, JSON.parse(Doc))
  }

  private end(code: string): void {
    this.error = code
    this.state = 'ended'
  }
}
