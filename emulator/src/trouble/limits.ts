/** Choice of the local cloud: strikes kept for the log. */
export const TROUBLE_LOG_LENGTH = 5000
/** Choice of the local cloud: what is held back so that the next overtakes it goes on by itself after this time. */
export const REORDER_WITHIN_MS = 1000
/** Choice of the local cloud: rules of one plan, and a range's end in ms (30 days). */
export const TROUBLE_RULES_MAX = 1000
export const TROUBLE_MS_MAX = 30 * 24 * 3600 * 1000
