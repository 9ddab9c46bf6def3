import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson } from './answer.ts'
import { isLoopbackHost, isLoopbackOrigin } from './loopback.ts'

export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
}

/** Answers every request whose path is the mount's prefix or lies below it. */
export type Handler = (exchange: Exchange) => Promise<void> | void

/** Path prefix, such as `/admin`, to its handler. */
export type Routes = Record<string, Handler>

/**
 * Makes the server's request listener. Pages of this machine may read every answer (CORS); a page from anywhere else
 * is refused, since a developer's browser would carry its requests to this loopback server.
 */
export function router(routes: Routes): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const { origin, host } = request.headers
    if (!isLoopbackOrigin(origin) || !isLoopbackHost(host)) {
      return answerJson(response, 403, { code: 'FORBIDDEN', message: 'only for pages and programs of this machine' })
    }
    if (origin !== undefined) allow(response, origin)
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end()
      return
    }
    const url = addressOf(request)
    if (url === undefined) return answerJson(response, 400, { code: 'INVALID_PARAM', message: 'not an address' })
    const handler = routes[`/${url.pathname.split('/')[1]}`]
    if (handler === undefined)
      return answerJson(response, 404, { code: 'NOT_FOUND', message: `no ${url.pathname} here` })
    try {
      await handler({ request, response, url })
    } catch (error) {
      if (!response.headersSent) answerJson(response, 500, { code: 'SYS_ERR', message: String(error) })
      else response.destroy()
    }
  }
}

/** Where a request goes; undefined for a target that is no address, such as `//`. */
function addressOf({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, 'http://127.0.0.1') ? new URL(url, 'http://127.0.0.1') : undefined
}

function allow(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS')
  response.setHeader('access-control-allow-headers', 'content-type, x-emu-openid')
  response.setHeader('access-control-max-age', '600')
  response.setHeader('vary', 'origin')
}
