import { CloudError } from '../cloudError.ts'
import { ACCESS_TOKEN_MS, LOGIN_MS } from '../identity/limits.ts'
import type { Lifetime } from '../identity/sessions.ts'
import { readTicket } from '../identity/tickets.ts'
import type { UserRecord } from '../identity/users.ts'
import { answerJson } from '../server/answer.ts'
import { readJson } from '../server/requestBody.ts'
import type { Handler } from '../server/router.ts'
import type { AuthSetup } from './authActions.ts'

type Params = Record<string, unknown>

interface AuthRequest {
  body: Params
  /** Of the header `authorization: Bearer …`. */
  accessToken: string
}

/** What the SDK tells apart by. Source: @cloudbase/js-sdk 2.32, `AuthErrorCode`. */
const OAUTH_ERRORS: Record<string, { status: number; error: string }> = {
  AUTH_INVALID_CUSTOM_LOGIN_TICKET: { status: 400, error: 'invalid_argument' },
  CHECK_LOGIN_FAILED: { status: 401, error: 'unauthenticated' },
  ACCESS_TOKEN_EXPIRED: { status: 401, error: 'unauthenticated' },
  INVALID_REFRESH_TOKEN: { status: 400, error: 'invalid_grant' },
  REFRESH_TOKEN_EXPIRED: { status: 400, error: 'invalid_grant' },
  NOT_FOUND: { status: 404, error: 'not_found' },
}
const ANY_ERROR = { status: 400, error: 'invalid_argument' }

/**
 * `/auth/v1/…`: logging in as @cloudbase/js-sdk 2 does it, over the same users and logins as `/web`. Answers credentials
 * `{token_type, access_token, refresh_token, expires_in (s), sub}`; refusals `{error, error_description}` with a status.
 */
export function authDoor(setup: AuthSetup): Handler {
  const { users, sessions } = setup
  const credentials = async (refresh_token: string) => {
    const { accessToken, accessMs, uid } = await sessions.renew(refresh_token)
    const expires_in = Math.floor(accessMs / 1000)
    return { token_type: 'Bearer', access_token: accessToken, refresh_token, expires_in, sub: uid }
  }
  const open = async (user: UserRecord, lifetime: Lifetime) => credentials(await sessions.open(user, lifetime))

  const calls: Record<string, (request: AuthRequest) => Promise<Params>> = {
    'POST /v1/signin/anonymously': async () =>
      open(await users.addAnonymous(), { accessMs: ACCESS_TOKEN_MS, endsAt: setup.now() + LOGIN_MS }),

    'POST /v1/signin/custom': async ({ body }) => {
      const ticket = readTicket(body.ticket, { ...setup, key: setup.loginKey, now: setup.now() })
      return open(await users.custom(ticket.customUserId), { accessMs: ticket.accessMs, endsAt: ticket.loginEndsAt })
    },

    'POST /v1/token': async ({ body }) => {
      if (body.grant_type !== 'refresh_token') throw new CloudError('INVALID_PARAM', 'Only refresh tokens are taken')
      return credentials(String(body.refresh_token))
    },

    'POST /v1/revoke': async ({ body }) => {
      await sessions.endOf(body.token)
      return {}
    },

    'GET /v1/user/me': async ({ accessToken }) => {
      const { uid, customUserId, profile } = await sessions.userOf(accessToken)
      const { nickName, avatarUrl, gender } = profile
      const own = { name: nickName, picture: avatarUrl, gender }
      return { sub: uid, ...own, groups: [], ...(customUserId === undefined ? {} : { custom_user_id: customUserId }) }
    },
  }

  return async ({ request, response, url }) => {
    const name = `${request.method} ${url.pathname.slice('/auth'.length)}`
    try {
      const call = Object.hasOwn(calls, name) ? calls[name] : undefined
      if (call === undefined) throw new CloudError('NOT_FOUND', `The local cloud has no ${name} below /auth`)
      const accessToken = (request.headers.authorization ?? '').replace(/^Bearer /, '')
      answerJson(response, 200, await call({ body: await readJson(request), accessToken }))
    } catch (error) {
      if (!(error instanceof CloudError)) throw error
      const { status, error: kind } = OAUTH_ERRORS[error.code] ?? ANY_ERROR
      answerJson(response, status, { error: kind, error_description: error.message })
    }
  }
}
