import { CloudError } from '../cloudError.ts'
import type { WebLoginType } from '../identity/clientIdentity.ts'
import { ACCESS_TOKEN_MS, LOGIN_MS } from '../identity/limits.ts'
import type { LoginKey } from '../identity/loginKey.ts'
import type { Lifetime, Sessions } from '../identity/sessions.ts'
import { readTicket, type Ticket } from '../identity/tickets.ts'
import { PROFILE_FIELDS, type Profile, type UserRecord, type Users } from '../identity/users.ts'
import type { Action } from '../server/adminDoor.ts'

type Params = Record<string, unknown>

export interface AuthSetup {
  users: Users
  sessions: Sessions
  loginKey: LoginKey
  envId: string
  /** ms since the epoch. */
  now: () => number
}

/**
 * The `auth.*` actions that need no access token. Logins answer `{refresh_token}` at the top level. Source of names and
 * shapes: tcb-js-sdk 1.10.10.
 */
export function loginActions(setup: AuthSetup): Record<string, Action> {
  const { users, sessions } = setup
  const ticketOf = (params: Params) => readTicket(params.ticket, { ...setup, key: setup.loginKey, now: setup.now() })
  const open = async (params: Params, user: UserRecord, lifetime: Lifetime) => {
    await sessions.end(params.refresh_token)
    return { refresh_token: await sessions.open(user, lifetime) }
  }

  return {
    'auth.signInAnonymously': async (params) => {
      const holder = sessions.holderOf(params.refresh_token)
      const isSame = holder?.loginType === 'ANONYMOUS' && holder.uid === params.anonymous_uuid
      const user = isSame ? holder : await users.addAnonymous()
      const lifetime = { accessMs: ACCESS_TOKEN_MS, endsAt: setup.now() + LOGIN_MS }
      return { uuid: user.uid, ...(await open(params, user, lifetime)) }
    },

    'auth.signInWithTicket': async (params) => {
      const ticket = ticketOf(params)
      return open(params, await users.custom(ticket.customUserId), lifetimeOf(ticket))
    },

    'auth.linkAndRetrieveDataWithTicket': async (params) => {
      const ticket = ticketOf(params)
      const holder = sessions.holderOf(params.refresh_token)
      if (holder?.loginType !== 'ANONYMOUS' || holder.uid !== params.anonymous_uuid) {
        throw new CloudError('INVALID_REFRESH_TOKEN', 'Only a user who is logged in anonymously can be linked')
      }
      return open(params, await users.link(holder, ticket.customUserId), lifetimeOf(ticket))
    },

    'auth.fetchAccessTokenWithRefreshToken': async (params) => {
      const { accessToken, accessMs } = await sessions.renew(params.refresh_token)
      return { access_token: accessToken, access_token_expire: accessMs }
    },

    'auth.logout': async (params) => {
      await sessions.end(params.refresh_token)
      return {}
    },
  }
}

/** The `auth.*` actions of a user who is logged in. */
export function accountActions(users: Users): Record<string, Action> {
  const own =
    (act: (user: UserRecord, params: Params) => Promise<Params>): Action =>
    async (params, { client }) => {
      const user = client?.kind === 'web' ? users.find(client.uid) : undefined
      if (user === undefined) throw new CloudError('CHECK_LOGIN_FAILED', 'Nobody is logged in')
      return { data: await act(user, params) }
    }
  return {
    'auth.getUserInfo': own(async (user) => describe(user)),
    'auth.updateUserInfo': own(async (user, params) => describe(await users.update(user, profileIn(params)))),
  }
}

/** `auth.getUserInfoForAdmin` of the server SDKs: `{uuid}`, or `{platform: 'CUSTOM', platformId}`. */
export function userInfoForAdmin(users: Users): Action {
  return async ({ uuid, platform, platformId }) => {
    const byPlatform = platform === 'CUSTOM' ? users.withCustomId(String(platformId)) : undefined
    const user = typeof uuid === 'string' ? users.find(uuid) : byPlatform
    if (user === undefined) throw new CloudError('INVALID_PARAM', 'There is no such user')
    return { data: describe(user) }
  }
}

const lifetimeOf = ({ accessMs, loginEndsAt }: Ticket): Lifetime => ({ accessMs, endsAt: loginEndsAt })

function describe({ uid, loginType, customUserId, profile }: UserRecord): Params & { loginType: WebLoginType } {
  return { uid, loginType, ...(customUserId === undefined ? {} : { customUserId }), ...profile }
}

function profileIn(params: Params): Profile {
  const profile: Profile = {}
  for (const field of PROFILE_FIELDS) {
    const value = params[field]
    if (value === undefined) continue
    if (typeof value !== 'string') throw new CloudError('INVALID_PARAM', `${field} must be a text`)
    profile[field] = value
  }
  return profile
}
