import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Clock } from '../clock.ts'
import { CloudError } from '../cloudError.ts'
import type { Database, Filter, SortOrder } from '../database/database.ts'
import type { SecurityRules } from '../rules/securityRules.ts'
import { answerFrame, reply } from './answerFrame.ts'
import { Connection } from './connection.ts'
import { type Frame, type FrameCarrier, readFrame } from './frames.ts'
import { FRAME_MAX_BYTES } from './limits.ts'
import { SECRET_VERSION, Signs } from './signs.ts'
import type { Watcher } from './watcher.ts'
import { Watches } from './watches.ts'

/** One open watch, for the console. */
export interface OpenWatch {
  id: string
  collection: string
  query: Filter
  orderBy: SortOrder
  limit?: number
  watcher: Watcher
  /** False while its client is away and may still come back. */
  isConnected: boolean
  /** Documents that it sees now. */
  documents: number
  /** Events since it began. */
  events: number
}

interface RealtimeSetup {
  database: Pick<Database, 'observe' | 'onChange'>
  rules: Pick<SecurityRules, 'permit'>
  clock: Clock
  envId: string
  /** Where clients are sent to, `ws://…`. */
  url: string
}

/** What a client needs to open its connection. Source: @cloudbase/database 1.4.3, `getWsSign`. */
export interface WebSocketSign {
  signStr: string
  wsUrl: string
  secretVersion: number
  envId: string
}

/** Realtime watches: clients connect by WebSocket, log in with a sign, and are told what changes in their queries. */
export class Realtime {
  /** Every outgoing frame passes here; replace it to drop, repeat, delay or reorder frames. */
  carry: FrameCarrier = (_frame, deliver) => deliver()
  private readonly signs: Signs
  private readonly watches: Watches
  private readonly server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: FRAME_MAX_BYTES,
    perMessageDeflate: false,
  })
  private readonly connections = new Set<Connection>()
  private connected = 0

  constructor(private readonly setup: RealtimeSetup) {
    this.signs = new Signs(() => setup.clock.now())
    this.watches = new Watches(setup)
  }

  /** Answers `auth.wsWebSign`. */
  issueSign(watcher: Watcher): WebSocketSign {
    const { url, envId } = this.setup
    return { signStr: this.signs.issue(watcher), wsUrl: url, secretVersion: SECRET_VERSION, envId }
  }

  /** Takes over an HTTP connection that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.server.handleUpgrade(request, socket, head, (webSocket) => this.connect(webSocket))
  }

  openWatches(): OpenWatch[] {
    return this.watches.all().map((watch) => {
      const { collection, filter, orderBy, limit } = watch.query.query
      return {
        id: watch.id,
        collection,
        query: filter,
        orderBy,
        ...(limit === undefined ? {} : { limit }),
        watcher: watch.watcher,
        isConnected: watch.connection !== undefined,
        documents: watch.query.size,
        events: watch.query.lastEvent - watch.firstEvent,
      }
    })
  }

  /** Cuts every connection, as a broken network does. @returns how many */
  closeConnections(): number {
    const { size } = this.connections
    for (const connection of this.connections) connection.cut()
    return size
  }

  /** Cuts one connection, by its number. */
  cut(connection: number): void {
    for (const open of this.connections) if (open.number === connection) open.cut()
  }

  /** Ends all connections and watches. */
  stop(): void {
    this.closeConnections()
    this.watches.stop()
  }

  private connect(webSocket: WebSocket): void {
    this.connected += 1
    const connection = new Connection(this.connected, webSocket, (frame, deliver) => this.carry(frame, deliver))
    this.connections.add(connection)
    webSocket.on('message', (data, isBinary) => void this.receive(connection, isBinary ? '' : data.toString()))
    // ws closes the connection by itself, with the code that says what was wrong.
    webSocket.on('error', () => {})
    webSocket.on('close', () => {
      this.connections.delete(connection)
      this.watches.lose(connection)
    })
  }

  private async receive(connection: Connection, text: string): Promise<void> {
    let asked: Pick<Frame, 'watchId' | 'requestId'> = { requestId: '' }
    try {
      const frame = readFrame(text)
      asked = frame
      const { setup, signs, watches } = this
      await answerFrame({ envId: setup.envId, signs, watches }, connection, frame)
    } catch (error) {
      const { code, message } = error instanceof CloudError ? error : new CloudError('SYS_ERR', String(error))
      reply(connection, asked, 'ERROR', { code, message })
    }
  }
}
