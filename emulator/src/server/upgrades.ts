import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { isLoopbackHost, isLoopbackOrigin } from './loopback.ts'

/** Takes over a connection whose client wants another protocol than HTTP. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/**
 * Makes the server's upgrade listener: WebSockets by the first part of the path, such as `/ws`. As with requests, only
 * pages and programs of this machine are let in.
 */
export function upgrader(upgrades: Record<string, Upgrade>): Upgrade {
  return (request, socket, head) => {
    const { origin, host } = request.headers
    if (!isLoopbackOrigin(origin) || !isLoopbackHost(host)) return refuse(socket, 403)
    const [, first = ''] = (request.url ?? '').split(/[/?]/)
    const upgrade = Object.hasOwn(upgrades, `/${first}`) ? upgrades[`/${first}`] : undefined
    if (upgrade === undefined) return refuse(socket, 404)
    upgrade(request, socket, head)
  }
}

function refuse(socket: Duplex, status: number): void {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}
