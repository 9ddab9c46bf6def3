import { randomBytes } from 'node:crypto'
import { CloudError } from '../cloudError.ts'
import type { Database } from '../database/database.ts'
import type { WebLoginType, WebUser } from './clientIdentity.ts'

/** What a user may tell about itself. Source: tcb-js-sdk 1.10.10, `User.update`. */
export const PROFILE_FIELDS = ['nickName', 'gender', 'avatarUrl', 'province', 'country', 'city'] as const
export type Profile = { [field in (typeof PROFILE_FIELDS)[number]]?: string }

/** A user of web apps, as the environment keeps it. */
export interface UserRecord {
  uid: string
  /** How the user logged in last. */
  loginType: WebLoginType
  customUserId?: string
  /** ms since the epoch. */
  createdAt: number
  profile: Profile
}

const SPACE = 'users'

/** The web users of an environment, durable. */
export class Users {
  private readonly byUid = new Map<string, UserRecord>()
  private readonly byCustomId = new Map<string, UserRecord>()

  constructor(
    private readonly database: Database,
    private readonly now: () => number,
  ) {
    for (const { value } of database.systemAll(SPACE)) {
      this.remember(value as UserRecord)
    }
  }

  list(): UserRecord[] {
    return [...this.byUid.values()]
  }

  find(uid: string): UserRecord | undefined {
    return this.byUid.get(uid)
  }

  withCustomId(customUserId: string): UserRecord | undefined {
    return this.byCustomId.get(customUserId)
  }

  addAnonymous(): Promise<UserRecord> {
    return this.keep(this.fresh('ANONYMOUS'))
  }

  /** The user of a custom id, who is made at the first login. */
  async custom(customUserId: string): Promise<UserRecord> {
    return this.withCustomId(customUserId) ?? this.keep({ ...this.fresh('CUSTOM'), customUserId })
  }

  /**
   * Gives a user a custom id; an anonymous user is none any more, and keeps its uid and so its documents.
   * @throws CloudError AUTH_CUSTOM_USER_ID_HAS_BEEN_BOUND when another user has the id, or the user has another id
   */
  async link(user: UserRecord, customUserId: string): Promise<UserRecord> {
    const holder = this.withCustomId(customUserId)
    const isBound = holder === undefined ? user.customUserId !== undefined : holder.uid !== user.uid
    if (isBound) throw new CloudError('AUTH_CUSTOM_USER_ID_HAS_BEEN_BOUND', `${customUserId} is bound already`)
    return this.keep({ ...user, customUserId, loginType: user.loginType === 'ANONYMOUS' ? 'CUSTOM' : user.loginType })
  }

  update(user: UserRecord, profile: Profile): Promise<UserRecord> {
    return this.keep({ ...user, profile: { ...user.profile, ...profile } })
  }

  private fresh(loginType: WebLoginType): UserRecord {
    return { uid: randomBytes(16).toString('hex'), loginType, createdAt: this.now(), profile: {} }
  }

  /** In memory first, so that two logins at once find the same user. */
  private async keep(user: UserRecord): Promise<UserRecord> {
    this.remember(user)
    await this.database.systemPut(SPACE, user.uid, user)
    return user
  }

  private remember(user: UserRecord): void {
    this.byUid.set(user.uid, user)
    if (user.customUserId !== undefined) this.byCustomId.set(user.customUserId, user)
  }
}

/** The user as rules and functions see it. */
export function identityOf({ uid, loginType, customUserId }: UserRecord): WebUser {
  return { kind: 'web', uid, loginType, ...(customUserId === undefined ? {} : { customUserId }) }
}
