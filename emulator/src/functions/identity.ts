import type { Project } from '../project/project.ts'
import type { Invocation } from './invocation.ts'

/**
 * The environment variables that tell a function who called it. They are set for one call and taken back after it.
 * `WX_CONTEXT_KEYS` lists what `getWXContext()` and node-sdk's context readers look at (read in both SDKs); the API
 * token travels back in every request that the SDK makes, and so tells which call made it. Timers have their own
 * token key, which node-sdk prefers when `TRIGGER_SRC` is `timer`.
 */
export function identityEnvironment(invocation: Invocation, project: Project): Record<string, string> {
  if (invocation.byTimer) {
    return {
      TCB_SOURCE: invocation.source,
      TRIGGER_SRC: 'timer',
      WX_CONTEXT_KEYS: 'WX_TRIGGER_API_TOKEN_V0',
      WX_TRIGGER_API_TOKEN_V0: invocation.token,
      TCB_CONTEXT_KEYS: 'TCB_SOURCE',
    }
  }
  const wx: Record<string, string> = { WX_APPID: project.appId, WX_API_TOKEN: invocation.token }
  if (invocation.openid !== undefined) {
    wx.WX_OPENID = invocation.openid
    wx.WX_CLIENTIP = '127.0.0.1'
  }
  return {
    ...wx,
    TCB_SOURCE: invocation.source,
    WX_CONTEXT_KEYS: Object.keys(wx).join(','),
    TCB_CONTEXT_KEYS: 'TCB_SOURCE',
  }
}
