// Limits of database event triggers (docs.cloudbase.net/trigger/introduce and /config). What exceeds them is discarded.

/** Functions that one trigger may start. */
export const DATABASE_TRIGGER_ACTIONS_MAX = 5
/** Triggers per second in one environment. */
export const DATABASE_TRIGGERS_PER_SECOND = 200
/** Bytes of the event's `data`. */
export const DATABASE_TRIGGER_DATA_MAX_BYTES = 256 * 1024
