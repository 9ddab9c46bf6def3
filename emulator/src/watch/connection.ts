import type { WebSocket } from 'ws'
import type { FrameCarrier, OutgoingFrame } from './frames.ts'
import { BACKLOG_MAX_BYTES } from './limits.ts'
import type { Watch } from './watch.ts'
import type { Watcher } from './watcher.ts'

export type Reply = Omit<OutgoingFrame, 'connection'>

/** One client's WebSocket, with who is at its other end and what is watched through it. */
export class Connection {
  /** Known after LOGIN. */
  watcher: Watcher | undefined
  /** By the client's names for them. */
  readonly watches = new Map<string, Watch>()
  /** Names of watches that are being opened. */
  private readonly expected = new Map<string, object>()
  private readonly probes = new Map<string, () => void>()
  private probed = 0

  constructor(
    readonly number: number,
    private readonly socket: WebSocket,
    private readonly carry: FrameCarrier,
  ) {
    socket.on('pong', (payload) => this.answerProbe(payload.toString()))
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN
  }

  /** Notes that a watch is being opened; it is wanted until it is forgotten, asked for anew, or the client has gone. */
  expect(watchId: string): { isWanted: () => boolean; settle: () => void } {
    const mark = {}
    this.expected.set(watchId, mark)
    const isLatest = () => this.expected.get(watchId) === mark
    return {
      isWanted: () => this.isOpen && isLatest(),
      settle: () => {
        if (isLatest()) this.expected.delete(watchId)
      },
    }
  }

  forget(watchId: string): void {
    this.expected.delete(watchId)
  }

  send(reply: Reply): void {
    this.carry({ ...reply, connection: this.number }, () => {
      if (!this.isOpen) return
      if (this.socket.bufferedAmount > BACKLOG_MAX_BYTES) this.cut()
      else this.socket.send(reply.text)
    })
  }

  /**
   * Calls `whenRead` when the other end has read all that was sent before: the SDKs ignore news of a watch that reach
   * them in one gulp with the answer that starts it.
   */
  probe(whenRead: () => void): void {
    if (!this.isOpen) return
    this.probed += 1
    this.probes.set(String(this.probed), whenRead)
    this.socket.ping(String(this.probed))
  }

  /** Ends the connection without a farewell, as a broken network does. */
  cut(): void {
    this.socket.terminate()
  }

  private answerProbe(name: string): void {
    const whenRead = this.probes.get(name)
    this.probes.delete(name)
    whenRead?.()
  }
}
