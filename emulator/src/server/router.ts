import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson } from './answer.ts'
import { isLoopbackHost } from './loopback.ts'
import { isWelcome } from './visitors.ts'

export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
}

/** Answers every request whose path is the mount's prefix or lies below it. */
export type Handler = (exchange: Exchange) => Promise<void> | void

/** Path prefix, such as `/admin`, to its handler. */
export type Routes = Record<string, Handler>

/** Where the web SDKs knock. */
const WEB_SDK_PATH = '/web'
/** Where @cloudbase/js-sdk logs in; it asks with credentials. */
const AUTH_PATH = '/auth'

/**
 * Makes the server's request listener. Pages of this machine may read every answer (CORS), pages of secure domains what
 * the web SDKs ask for; a page from anywhere else is refused, since a developer's browser would carry its requests to
 * this loopback server.
 * @param secureDomains hosts, with the port where it is not the protocol's own
 */
export function router(
  routes: Routes,
  secureDomains: readonly string[] = [],
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const { origin, host } = request.headers
    const url = addressOf(request)
    const mount = url && `/${url.pathname.split('/')[1]}`
    if (!isWelcome(request.headers, mount, secureDomains)) {
      if (mount === WEB_SDK_PATH && isLoopbackHost(host) && request.method === 'POST')
        return answerJson(response, 200, FOREIGN_PAGE)
      return answerJson(response, 403, { code: 'FORBIDDEN', message: 'only for pages and programs of this machine' })
    }
    if (origin !== undefined) allow(response, origin, request.headers['access-control-request-headers'])
    if (mount === AUTH_PATH) response.setHeader('access-control-allow-credentials', 'true')
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end()
      return
    }
    if (url === undefined || mount === undefined)
      return answerJson(response, 400, { code: 'INVALID_PARAM', message: 'not an address' })
    const handler = routes[mount]
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

/** What a page of no secure domain is told; without CORS headers, so that a browser keeps even that from it. */
const FOREIGN_PAGE = {
  requestId: '',
  code: 'INVALID_REQUEST_SOURCE',
  message: 'The page is of no secure domain: name its host in secureDomains of cloudbaserc.json',
}

/** The headers that the SDKs send change with their versions, and keep nobody out: those asked for are allowed. */
function allow(response: ServerResponse, origin: string, headersAsked: string | undefined): void {
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS')
  response.setHeader('access-control-allow-headers', headersAsked ?? 'content-type, x-emu-openid')
  response.setHeader('access-control-expose-headers', 'x-tcb-trace, x-request-id, etag')
  response.setHeader('access-control-max-age', '600')
  response.setHeader('vary', 'origin')
}
