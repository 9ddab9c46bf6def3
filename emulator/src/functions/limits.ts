// Limits of cloud functions. Sources: SCF quotas (cloud.tencent.com/document/product/583/11637), the real command line
// tool's configuration, and, where it says so, choices of the local cloud.

import { availableParallelism } from 'node:os'

/** Bytes of the event of a synchronous call, and of its answer. */
export const FUNCTION_BODY_MAX_BYTES = 6 * 1024 * 1024
/** Bytes of a function's declared environment variables. */
export const FUNCTION_ENV_MAX_BYTES = 4 * 1024
/** Seconds a call may run; the tool takes 1 to 60, the platform itself up to 900. */
export const FUNCTION_TIMEOUT_SECONDS = { default: 3, least: 1, most: 900 }
export const FUNCTION_MEMORY_MB = { default: 256, least: 64, most: 3072 }
/** Time a fresh worker has to load the function's code; SCF's initialisation timeout. */
export const FUNCTION_START_MAX_MS = 65_000

/** How a function's workers come and go. */
export interface Scaling {
  /** Workers of one function; calls beyond wait. */
  maxInstances: number
  /** An idle worker is ended after this time, by the machine's clock. */
  idleMs: number
  /** Added to the start of every worker, by the machine's clock. */
  coldStartMs: number
}

/**
 * Choices of the local cloud: the platform starts up to 1000 instances of a function, a laptop has room for fewer; how
 * long it keeps an idle one, and how long a start takes, it does not publish.
 */
export const SCALING: Scaling = { maxInstances: 8, idleMs: 60_000, coldStartMs: 0 }
/**
 * Choice of the local cloud: for calls from inside functions more workers may start, since those who wait for them
 * hold the others.
 */
export const WORKERS_WITH_NESTED_CALLS_MAX = 32
/**
 * Choice of the local cloud: workers of one function that load its code at once. More than the machine has processors
 * would only make all of them, and the calls that run meanwhile, slower.
 */
export const WORKERS_STARTING_MAX = availableParallelism()
/** Choice of the local cloud: calls kept for the call log. */
export const CALL_LOG_LENGTH = 1000
/** Choice of the local cloud: characters of log text kept for one call. */
export const CALL_LOG_TEXT_MAX = 64 * 1024
/** Choice of the local cloud: code files of a function whose changes are noticed. */
export const CODE_FILES_WATCHED_MAX = 500
