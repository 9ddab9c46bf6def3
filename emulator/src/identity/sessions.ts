import { randomBytes, randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { CloudError } from '../cloudError.ts'
import type { Database } from '../database/database.ts'
import type { UserRecord, Users } from './users.ts'

/**
 * Whether a login of a user ends that user's earlier ones. docs.cloudbase.net, token refresh, tells of tokens that end
 * because the account logged in on another device, but not whether that is always so.
 */
export type LoginsAtOnce = 'one' | 'many'

/** How long a login lives. */
export interface Lifetime {
  /** ms that an access token lives. */
  accessMs: number
  /** ms since the epoch, after which the refresh token is of no use. */
  endsAt: number
}

interface Session extends Lifetime {
  id: string
  uid: string
  refreshToken: string
}

interface SessionsSetup {
  database: Database
  users: Users
  /** ms since the epoch. */
  now: () => number
  envId: string
  /** Signs access tokens. */
  secret: Uint8Array
  loginsAtOnce?: LoginsAtOnce
}

const SPACE = 'sessions'

/** The logins of web users. Refresh tokens are durable; access tokens are JWTs that live shortly. */
export class Sessions {
  private readonly byId = new Map<string, Session>()
  private readonly byRefreshToken = new Map<string, Session>()

  constructor(private readonly setup: SessionsSetup) {
    for (const { value } of setup.database.systemAll(SPACE)) this.remember(value as Session)
  }

  /**
   * Logs a user in.
   * @returns a refresh token
   */
  async open(user: UserRecord, lifetime: Lifetime): Promise<string> {
    if (this.setup.loginsAtOnce !== 'many') {
      for (const session of this.byId.values()) if (session.uid === user.uid) await this.remove(session)
    }
    const refreshToken = randomBytes(32).toString('base64url')
    const session = { id: randomUUID(), uid: user.uid, refreshToken, ...lifetime }
    this.remember(session)
    await this.setup.database.systemPut(SPACE, session.id, session)
    return refreshToken
  }

  /** Whose refresh token it is, even when the login has expired; undefined for one that was never given or was ended. */
  holderOf(refreshToken: unknown): UserRecord | undefined {
    const session = this.byRefreshToken.get(String(refreshToken))
    return session && this.setup.users.find(session.uid)
  }

  /** Ends the login of a refresh token, when there is one. */
  async end(refreshToken: unknown): Promise<void> {
    const session = this.byRefreshToken.get(String(refreshToken))
    if (session !== undefined) await this.remove(session)
  }

  /** Ends the login of an access token, when there is one. */
  async endOf(accessToken: unknown): Promise<void> {
    const { sid } = await this.claims(accessToken)
    const session = this.byId.get(String(sid))
    if (session !== undefined) await this.remove(session)
  }

  /**
   * A new access token, the ms that it lives, and whose it is.
   * @throws CloudError SIGN_PARAM_INVALID; INVALID_REFRESH_TOKEN, also for an anonymous login that has expired, since
   *   the SDK then logs in again by itself and keeps the uid; REFRESH_TOKEN_EXPIRED
   */
  async renew(refreshToken: unknown): Promise<{ accessToken: string; accessMs: number; uid: string }> {
    if (typeof refreshToken !== 'string' || refreshToken === '') {
      throw new CloudError('SIGN_PARAM_INVALID', 'refresh_token is missing')
    }
    const session = this.byRefreshToken.get(refreshToken)
    const user = session && this.setup.users.find(session.uid)
    if (session === undefined || user === undefined) {
      throw new CloudError('INVALID_REFRESH_TOKEN', 'The refresh token does not exist, or was ended')
    }
    const now = this.setup.now()
    if (session.endsAt <= now) {
      const code = user.loginType === 'ANONYMOUS' ? 'INVALID_REFRESH_TOKEN' : 'REFRESH_TOKEN_EXPIRED'
      throw new CloudError(code, 'The login has expired')
    }
    const accessMs = Math.min(session.accessMs, session.endsAt - now)
    const accessToken = await new SignJWT({ sid: session.id, expiresAt: now + accessMs })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(session.uid)
      .setIssuer(this.setup.envId)
      .sign(this.setup.secret)
    return { accessToken, accessMs, uid: user.uid }
  }

  /**
   * Whose access token it is.
   * @throws CloudError CHECK_LOGIN_FAILED for one that this environment did not give; ACCESS_TOKEN_EXPIRED, also when
   *   the login was ended, so that the SDK finds that out as it refreshes
   */
  async userOf(accessToken: unknown): Promise<UserRecord> {
    const { sub, sid, expiresAt } = await this.claims(accessToken)
    const user = this.byId.has(String(sid)) ? this.setup.users.find(String(sub)) : undefined
    if (user === undefined || !(Number(expiresAt) > this.setup.now())) {
      throw new CloudError('ACCESS_TOKEN_EXPIRED', 'The access token has expired')
    }
    return user
  }

  private async claims(accessToken: unknown): Promise<Record<string, unknown>> {
    try {
      const options = { issuer: this.setup.envId, algorithms: ['HS256'] }
      return (await jwtVerify(String(accessToken), this.setup.secret, options)).payload
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
      throw new CloudError('CHECK_LOGIN_FAILED', 'The access token is missing, or not of this environment')
    }
  }

  private remember(session: Session): void {
    this.byId.set(session.id, session)
    this.byRefreshToken.set(session.refreshToken, session)
  }

  private async remove(session: Session): Promise<void> {
    this.byId.delete(session.id)
    this.byRefreshToken.delete(session.refreshToken)
    await this.setup.database.systemPut(SPACE, session.id, undefined)
  }
}
