import { verify } from 'node:crypto'
import { CloudError } from '../cloudError.ts'
import type { LoginKey } from './loginKey.ts'

/** What a ticket of custom login entitles to. */
export interface Ticket {
  customUserId: string
  /** ms that an access token lives. */
  accessMs: number
  /** ms since the epoch, after which the user must log in afresh. */
  loginEndsAt: number
}

interface TicketCheck {
  key: LoginKey
  envId: string
  /** ms since the epoch. */
  now: number
}

const SEPARATOR = '/@@/'
/** Smaller numbers of ms are durations. */
const OLDEST_INSTANT = Date.UTC(1990, 0)
/** Source: node-sdk 3.18, `validateUid`. */
const CUSTOM_USER_ID = /^[a-zA-Z0-9_\-#@~=*(){}[\]:.,<>+]{4,32}$/

/**
 * Verifies what `createTicket` of node-sdk makes: `<key id>/@@/<JWT>`, RS256, with `env`, `uid`, `refresh` and instants
 * in ms. `expire` is an instant; one that no clock shows any more is taken for the duration that it was meant to be.
 * @throws CloudError AUTH_INVALID_CUSTOM_LOGIN_TICKET
 */
export function readTicket(text: unknown, { key, envId, now }: TicketCheck): Ticket {
  if (typeof text !== 'string') throw invalidTicket('it is not a text')
  const [keyId, token = ''] = text.split(SEPARATOR)
  if (keyId !== key.id) throw invalidTicket('Key do not exist or expired')
  const claims = signedClaims(token, key)
  const { env, uid, iat, exp, refresh, expire } = claims
  if (env !== envId) throw invalidTicket(`it is for the environment ${String(env)}`)
  if (typeof uid !== 'string' || !CUSTOM_USER_ID.test(uid)) throw invalidTicket('its uid is not allowed')
  if (!isInstant(iat) || !isInstant(exp) || !isInstant(refresh) || !isInstant(expire)) {
    throw invalidTicket('an instant is missing')
  }
  if (exp <= now) throw invalidTicket('it has expired')
  const loginEndsAt = expire < OLDEST_INSTANT ? iat + expire : expire
  if (loginEndsAt <= now) throw invalidTicket('the login that it allows has expired')
  return { customUserId: uid, accessMs: refresh, loginEndsAt }
}

function signedClaims(token: string, key: LoginKey): Record<string, unknown> {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const isSigned =
    parsed(header)?.alg === 'RS256' &&
    verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key.publicKey, Buffer.from(signature, 'base64url'))
  const claims = parsed(payload)
  if (!isSigned || claims === undefined) throw invalidTicket('it is not signed by this environment')
  return claims
}

function parsed(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const isInstant = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0

const invalidTicket = (reason: string) => new CloudError('AUTH_INVALID_CUSTOM_LOGIN_TICKET', reason)
