import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DEFAULT_PORT, DEFAULT_PORT_TRIES } from './limits.ts'

/** A port that something else has, or that this user may not open; the message is one line for the user. */
export class PortInUseError extends Error {
  constructor(port: number, reason: string) {
    super(`port ${port} ${reason}; choose another with --port, or 0 for any`)
    this.name = 'PortInUseError'
  }
}

const REASONS: Record<string, string> = { EADDRINUSE: 'is in use', EACCES: 'may not be opened by this user' }

/**
 * Listens on 127.0.0.1.
 * @param port 0: any; absent: the default port, or the next free one
 * @returns the port
 * @throws PortInUseError
 */
export async function listen(server: Server, port: number | undefined): Promise<number> {
  if (port !== undefined) return listenOn(server, port)
  for (let candidate = DEFAULT_PORT; candidate < DEFAULT_PORT + DEFAULT_PORT_TRIES - 1; candidate += 1) {
    try {
      return await listenOn(server, candidate)
    } catch (error) {
      if (!(error instanceof PortInUseError)) throw error
    }
  }
  return listenOn(server, DEFAULT_PORT + DEFAULT_PORT_TRIES - 1)
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      server.off('listening', succeed)
      const reason = error.code === undefined ? undefined : REASONS[error.code]
      reject(reason === undefined ? error : new PortInUseError(port, reason))
    }
    const succeed = () => {
      server.off('error', fail)
      resolve((server.address() as AddressInfo).port)
    }
    server.once('error', fail)
    server.once('listening', succeed)
    server.listen(port, '127.0.0.1')
  })
}
