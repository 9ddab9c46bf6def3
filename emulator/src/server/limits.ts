/**
 * Choice of the local cloud: bytes of one request at its door. Above every documented limit of what a request carries
 * (a call's event 6 MB, a document 16 MB), so that those limits answer with their own errors.
 */
export const REQUEST_BODY_MAX_BYTES = 32 * 1024 * 1024
/** Choice of the local cloud: requests kept by the ordered count. */
export const COUNTED_REQUESTS_MAX = 20_000
/** Where the local cloud listens unless told otherwise, and how many ports it tries from there. */
export const DEFAULT_PORT = 8600
export const DEFAULT_PORT_TRIES = 100
