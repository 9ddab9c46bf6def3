import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { CloudParts } from '../cloudParts.ts'

/** Choice of the console: news that come within this time are told together. */
const GATHER_MS = 150

/**
 * Tells the console's open pages by WebSocket that a document, a call or the clock changed; what it was they see for
 * themselves, by loading their live parts anew. Only pages of the console itself may listen.
 */
export class ConsoleLive {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false })
  private gathering: NodeJS.Timeout | undefined

  constructor({ database, callLog, clock }: Pick<CloudParts, 'database' | 'callLog' | 'clock'>) {
    const news = () => this.tellSoon()
    database.onChange(news)
    callLog.onCall(news)
    clock.onJump(news)
  }

  /** Takes over a connection; one that a page of another origin asks for is ended. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { origin, host } = request.headers
    if (origin !== `http://${host}`) {
      socket.on('error', () => {})
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
      return
    }
    this.server.handleUpgrade(request, socket, head, (webSocket) => webSocket.on('error', () => {}))
  }

  private tellSoon(): void {
    if (this.gathering !== undefined || this.server.clients.size === 0) return
    this.gathering = setTimeout(() => {
      this.gathering = undefined
      for (const client of this.server.clients) client.send('changed')
    }, GATHER_MS).unref()
  }
}
