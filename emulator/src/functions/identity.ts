import type { WebUser } from '../identity/clientIdentity.ts'
import type { Project } from '../project/project.ts'
import type { Invocation } from './invocation.ts'

/** Every caller of the local cloud is on this machine. */
const CLIENT_IP = '127.0.0.1'

/**
 * The environment variables that tell a function who called it. They are set for one call and taken back after it.
 * `WX_CONTEXT_KEYS` lists what `getWXContext()` and node-sdk's context readers look at, `TCB_CONTEXT_KEYS` what
 * node-sdk's `auth()` looks at (read in both SDKs); the API token travels back in every request that the SDK makes, and
 * so tells which call made it. Timers have their own token key, which node-sdk prefers when `TRIGGER_SRC` is `timer`.
 */
export function identityEnvironment(invocation: Invocation, project: Project): Record<string, string> {
  const { source, token, client } = invocation
  if (invocation.byTimer) {
    return {
      TCB_SOURCE: source,
      TRIGGER_SRC: 'timer',
      WX_CONTEXT_KEYS: 'WX_TRIGGER_API_TOKEN_V0',
      WX_TRIGGER_API_TOKEN_V0: token,
      TCB_CONTEXT_KEYS: 'TCB_SOURCE',
    }
  }
  const wx: Record<string, string> = { WX_APPID: project.appId, WX_API_TOKEN: token }
  if (client?.kind === 'miniProgram') {
    wx.WX_OPENID = client.openid
    wx.WX_CLIENTIP = CLIENT_IP
  }
  const tcb = { TCB_SOURCE: source, ...(client?.kind === 'web' ? webUser(client) : {}) }
  return {
    ...wx,
    ...tcb,
    WX_CONTEXT_KEYS: Object.keys(wx).join(','),
    TCB_CONTEXT_KEYS: Object.keys(tcb).join(','),
  }
}

/** What node-sdk's `auth().getUserInfo()`, `getAuthContext()` and `getClientIP()` read; no openid. */
function webUser({ uid, loginType, customUserId }: WebUser): Record<string, string> {
  return {
    TCB_UUID: uid,
    LOGINTYPE: loginType,
    TCB_ISANONYMOUS_USER: String(loginType === 'ANONYMOUS'),
    TCB_SOURCE_IP: CLIENT_IP,
    ...(customUserId === undefined ? {} : { TCB_CUSTOM_USER_ID: customUserId }),
  }
}
