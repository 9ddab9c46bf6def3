const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** ms that an access token lives, unless a ticket says otherwise. Source: docs.cloudbase.net, token management, 7200 s. */
export const ACCESS_TOKEN_MS = 2 * HOUR_MS
/** ms that a login lives, unless a ticket says otherwise. Source: docs.cloudbase.net, token management, 2592000 s. */
export const LOGIN_MS = 30 * DAY_MS
