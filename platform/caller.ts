import tcb from '@cloudbase/node-sdk'

/**
 * Who started this call, as the platform says it; nothing in the event is believed (A5).
 * Only valid while the call runs: one worker serves one call at a time, and the identity stands in its environment.
 */
export interface CallOrigin {
  /** Absent for timers, triggers and the pay platform. */
  openid?: string
  kind: 'miniProgram' | 'trigger' | 'payPlatform' | 'other'
}

/** Reads the origin from the function's environment, where `wx-server-sdk`'s getWXContext() reads it too. */
export function callOrigin(): CallOrigin {
  const { WX_OPENID: openid } = tcb.getCloudbaseContext() as { WX_OPENID?: string }
  // A chain such as `wx_client,scf` begins with who called first.
  const first = (process.env.TCB_SOURCE ?? '').split(',')[0] ?? ''
  return { ...(openid ? { openid } : {}), kind: kinds[first] ?? 'other' }
}

const kinds: Record<string, CallOrigin['kind']> = {
  wx_client: 'miniProgram',
  wx_devtools: 'miniProgram',
  wx_trigger: 'trigger',
  wx_paycallback: 'payPlatform',
}
