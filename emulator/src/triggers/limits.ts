// Limits of database event triggers (docs.cloudbase.net/trigger/introduce and /config). What exceeds them is discarded.

/** Functions that one trigger may start. */
export const DATABASE_TRIGGER_ACTIONS_MAX = 5
/** Triggers per second in one environment. */
export const DATABASE_TRIGGERS_PER_SECOND = 200
/** Bytes of the event's `data`. */
export const DATABASE_TRIGGER_DATA_MAX_BYTES = 256 * 1024
/** Seconds of the frequency "once per interval": 6 s to 30 days. */
export const FREQUENCY_SECONDS = { least: 6, most: 30 * 24 * 3600 }
/**
 * Choice of the local cloud: starts of one trigger for one document within one to two such times, beyond which it is
 * taken for a loop. The service's pages name no protection; there a loop ends with the account's money.
 */
export const LOOP_STARTS_MAX = 100
export const LOOP_WITHIN_MS = 10_000
