// Limits of the HTTP access service. Source: docs.cloudbase.net/error-code/service/EXCEED_MAX_PAYLOAD_SIZE.

/** Bytes of a request's body that goes to a function, when it is text. */
export const TEXT_BODY_MAX_BYTES = 100 * 1024
/** Bytes of any other body that goes to a function. */
export const BINARY_BODY_MAX_BYTES = 6 * 1024 * 1024
