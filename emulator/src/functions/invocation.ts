import type { ClientIdentity } from '../identity/clientIdentity.ts'

/** Who started a call, as `getWXContext().SOURCE` tells it; nested calls append `,scf`. */
export const SOURCES = {
  miniProgram: 'wx_client',
  /** Choice of the local cloud: no page says what a call of the web SDK bears. */
  web: 'web_client',
  http: 'wx_http',
  trigger: 'wx_trigger',
  payment: 'wx_paycallback',
  unknown: 'wx_unknown',
} as const

/** A call of a function as it is asked for. */
export interface FunctionCall {
  functionName: string
  event: unknown
  source: string
  /** The user who calls; absent for timers, triggers, payment callbacks and calls from outside. */
  client?: ClientIdentity
  /** Timers carry their own environment keys. */
  byTimer?: boolean
  /** Whether another function waits for the answer. */
  nested?: boolean
  /** The id that the caller will see; absent: a new one. */
  requestId?: string
}

/** A call that runs; `token` is how the SDK's requests made inside it are recognised. */
export interface Invocation extends FunctionCall {
  requestId: string
  token: string
}
