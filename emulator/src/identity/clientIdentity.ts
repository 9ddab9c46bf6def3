/**
 * How a web user logged in. Names as rules (`auth.loginType`), functions (`LOGINTYPE`) and `auth.getUserInfo` tell
 * them. Source: docs.cloudbase.net, security rules; tcb-js-sdk 1.10.10, `LOGINTYPE`.
 */
export type WebLoginType = 'ANONYMOUS' | 'CUSTOM' | 'USERNAME'

/** A user of the mini-program, known by the openid that WeChat vouches for. */
export interface MiniProgramUser {
  kind: 'miniProgram'
  openid: string
}

/** A user of a web app, known by the uid that the environment gave at the first login. */
export interface WebUser {
  kind: 'web'
  uid: string
  loginType: WebLoginType
  /** The id that the ticket of a custom login named. */
  customUserId?: string
}

/** Who a client is: whoever reaches the cloud without a function's rights. */
export type ClientIdentity = MiniProgramUser | WebUser

/**
 * What the server writes into `_openid` of the documents that a client creates, and what `{openid}` and `{uid}` in a
 * query stand for: the openid, or for a web user the uid.
 */
export function ownerId(client: ClientIdentity): string {
  return client.kind === 'miniProgram' ? client.openid : client.uid
}

/** The openid of a client that is a mini-program's user; undefined for everybody else. */
export function openidOf(client: ClientIdentity | undefined): string | undefined {
  return client?.kind === 'miniProgram' ? client.openid : undefined
}

/** What a rule knows as `auth`. Source: docs.cloudbase.net, security rules: openid in the mini-program, uid on the web. */
export function authOf(client: ClientIdentity): Record<string, string> {
  if (client.kind === 'miniProgram') return { openid: client.openid }
  return { uid: client.uid, loginType: client.loginType }
}
