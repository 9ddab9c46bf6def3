import { randomUUID } from 'node:crypto'
import { CloudError } from '../cloudError.ts'
import type { Sessions } from '../identity/sessions.ts'
import { identityOf } from '../identity/users.ts'
import { type Action, counted } from '../server/adminDoor.ts'
import { answerBytes } from '../server/answer.ts'
import { answerInEnvelope } from '../server/envelope.ts'
import { readParams } from '../server/requestBody.ts'
import type { RequestCounts } from '../server/requestCounts.ts'
import type { Handler } from '../server/router.ts'
import { REDIRECT_SCRIPT } from './redirectScript.ts'

interface WebDoorOptions {
  /** What needs no access token, by name. */
  loginActions: Record<string, Action>
  /** What a web user who is logged in may call, by name. */
  webActions: Record<string, Action>
  sessions: Sessions
  envId: string
  counts: RequestCounts
}

const TRACE = 'x-tcb-trace'
const TRACE_PATTERN = /^[\x21-\x7e]{1,256}$/

/**
 * `POST /web`, the wire protocol of the web SDKs: `{action, env, access_token?, …}`, answered in the SDKs' envelope. The
 * header `x-tcb-trace` comes back as it was sent, or new. Whether the page may ask is the router's to decide.
 */
export function webDoor({ loginActions, webActions, sessions, envId, counts }: WebDoorOptions): Handler {
  return ({ request, response, url }) => {
    if (request.method === 'GET' && url.pathname === '/web/redirect.js') {
      return answerBytes(response, 'text/javascript; charset=utf-8', Buffer.from(REDIRECT_SCRIPT))
    }
    const trace = request.headers[TRACE]
    response.setHeader(TRACE, typeof trace === 'string' && TRACE_PATTERN.test(trace) ? trace : randomUUID())
    return answerInEnvelope(response, async (requestId) => {
      if (request.method !== 'POST') throw new CloudError('INVALID_PARAM', 'POST only')
      const params = await readParams(request)
      const name = String(params.action)
      if (params.env !== envId) throw new CloudError('INVALIID_ENV', `The environment here is ${envId}`)
      const login = ownAction(loginActions, name)
      if (login !== undefined) {
        counts.add(counted(name, params, { requestId }))
        return login(params, { requestId })
      }
      const client = identityOf(await sessions.userOf(params.access_token))
      counts.add(counted(name, params, { requestId, client }))
      const action = ownAction(webActions, name)
      if (action !== undefined) return action(params, { requestId, client })
      if (name.startsWith('database.')) throw new CloudError('DATABASE_PERMISSION_DENIED', 'Permission denied')
      throw new CloudError('INVALID_PARAM', `The local cloud has no action "${name}" for web apps`)
    })
  }
}

const ownAction = (actions: Record<string, Action>, name: string): Action | undefined =>
  Object.hasOwn(actions, name) ? actions[name] : undefined
