/** Documents that one watch holds at most. Source: cloud.tencent.com/document/product/876/41801, "5000". */
export const WATCH_MAX_DOCUMENTS = 5000
/**
 * The code with which a watch ends that outgrows WATCH_MAX_DOCUMENTS. The pages say only that it throws; SYS_ERR is the
 * one code that every client takes as final and that says nothing false.
 */
export const WATCH_FULL_CODE = 'SYS_ERR'
/** Life of a sign in ms. Choice: the SDKs use a sign for up to 60 s after they asked for it. */
export const SIGN_LIFE_MS = 120_000
/** How long a watch outlives its connection, in ms. Choice: the SDKs try to reconnect 5 times, 10 s apart. */
export const LOST_WATCH_LIFE_MS = 120_000
/** Events of one query that can be sent again, and their bytes in all. Choice. */
export const EVENTS_KEPT = 1000
export const EVENT_BYTES_KEPT = 8 * 1024 * 1024
/** Bytes of one frame from a client. Choice: a condition is small. */
export const FRAME_MAX_BYTES = 1024 * 1024
/** Bytes that may wait for a client that does not read; beyond, it is cut off and has to come back. Choice. */
export const BACKLOG_MAX_BYTES = 32 * 1024 * 1024
