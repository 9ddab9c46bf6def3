import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { CloudError } from '../cloudError.ts'
import type { CloudParts } from '../cloudParts.ts'
import { readBytes } from '../server/requestBody.ts'
import type { Exchange, Handler } from '../server/router.ts'
import { ACTIONS, PAGES } from './consoleMap.ts'
import { Form } from './form.ts'
import { Guard } from './guard.ts'
import { layout } from './layout.ts'
import { LIVE_SCRIPT } from './liveScript.ts'
import { html } from './markup/html.ts'
import { Outcomes } from './outcomes.ts'
import { NotHereError, type Page, type Redirect, type Visit } from './page.ts'

const STYLES = readFileSync(new URL('./console.css', import.meta.url), 'utf8')
const ICON = readFileSync(new URL('./icon.svg', import.meta.url), 'utf8')

const HEADERS = {
  // 'self' covers the WebSocket of the same host and port, too (CSP Level 3).
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

/** `/console…`: pages for people. Only pages of the console itself may read it or post its forms. */
export function consoleRoutes(parts: CloudParts): Handler {
  const guard = new Guard()
  const outcomes = new Outcomes()
  const cloud = () => ({ envId: parts.project.envId, now: parts.clock.now() })

  const answer = async ({ request, url }: Exchange, path: string): Promise<Page | Redirect> => {
    const visit: Visit = { parts, query: url.searchParams, token: guard.field() }
    if (request.method === 'GET' || request.method === 'HEAD') {
      const show = Object.hasOwn(PAGES, path) ? PAGES[path] : undefined
      if (show === undefined) throw new NotHereError('collections', '没有这个页面 There is no such page')
      return show({ ...visit, outcome: outcomes.find(url.searchParams.get('outcome')) })
    }
    const act = request.method === 'POST' && Object.hasOwn(ACTIONS, path) ? ACTIONS[path] : undefined
    if (act === undefined) throw new NotHereError('collections', '没有这个操作 There is no such action')
    const form = new Form((await readBytes(request)).toString('utf8'))
    if (!guard.mayPost(request, form))
      return forbidden(
        '表单已过期或不是从控制台发出的，请重新打开页面 The form is stale or came from elsewhere: open the page again',
      )
    return act({ ...visit, form, outcomes })
  }

  return async (exchange) => {
    const { response, url } = exchange
    // The router lets other pages of this machine read answers; a console's page holds the token of its forms.
    for (const header of response.getHeaderNames()) response.removeHeader(header)
    const path = url.pathname.slice('/console'.length).replace(/\/$/, '')
    if (path === '/console.css') return send(response, 200, 'text/css', STYLES)
    if (path === '/icon.svg') return send(response, 200, 'image/svg+xml', ICON)
    if (path === '/live.js') return send(response, 200, 'text/javascript', LIVE_SCRIPT)
    const page = await answer(exchange, path).catch(refusalPage)
    if ('to' in page) {
      response.writeHead(303, { ...HEADERS, location: page.to }).end()
      return
    }
    const outcome = outcomes.find(url.searchParams.get('outcome'))
    send(response, page.status ?? 200, 'text/html', layout(page, cloud(), outcome))
  }
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': `${type}; charset=utf-8` })
  response.end(text)
}

function forbidden(message: string): Page {
  return { section: 'collections', title: '未执行 Refused', status: 403, body: refusal(message) }
}

/** What went wrong as a page; an error that nobody foresaw goes on to the server. */
function refusalPage(error: unknown): Page {
  if (error instanceof NotHereError) {
    const { section, message } = error
    return { section, title: '没有找到 Not found', status: 404, body: refusal(message) }
  }
  if (!(error instanceof CloudError)) throw error
  return { section: 'collections', title: error.code, status: 400, body: refusal(error.message) }
}

const refusal = (message: string) => html`<p class="refusal" role="alert">${message}</p>`
