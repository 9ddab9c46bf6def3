/** What the host tells a worker process. */
export type ToWorker =
  | { kind: 'call'; requestId: string; event: string; env: Record<string, string>; context: CallContext }
  | { kind: 'clock'; offsetMs: number }

/** What a worker process tells the host. */
export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'broken'; error: ThrownError }
  | { kind: 'log'; text: string }
  | { kind: 'answer'; requestId: string; result: string }
  | { kind: 'thrown'; requestId: string; error: ThrownError }

export interface ThrownError {
  name: string
  message: string
  stack?: string
}

/** The data fields of the second argument of `main` (as the real Node.js runtime fills them). */
export interface CallContext {
  function_name: string
  function_version: string
  request_id: string
  time_limit_in_ms: number
  memory_limit_in_mb: number
  namespace: string
  /** `K=V;K=V` */
  environ: string
  /** The same as JSON text. */
  environment: string
}
