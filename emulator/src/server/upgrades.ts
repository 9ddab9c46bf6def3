import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { isWelcome } from './visitors.ts'

/** Takes over a connection whose client wants another protocol than HTTP. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/**
 * Makes the server's upgrade listener: WebSockets by the first part of the path, such as `/ws`, for whoever may send
 * requests there.
 */
export function upgrader(upgrades: Record<string, Upgrade>, secureDomains: readonly string[] = []): Upgrade {
  return (request, socket, head) => {
    const mount = `/${(request.url ?? '').split(/[/?]/)[1]}`
    if (!isWelcome(request.headers, mount, secureDomains)) return refuse(socket, 403)
    const upgrade = Object.hasOwn(upgrades, mount) ? upgrades[mount] : undefined
    if (upgrade === undefined) return refuse(socket, 404)
    upgrade(request, socket, head)
  }
}

function refuse(socket: Duplex, status: number): void {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}
