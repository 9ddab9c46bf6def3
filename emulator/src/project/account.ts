/** Numbers of the account that an environment belongs to. The local cloud has one account: these stand for it. */
export const ACCOUNT_APP_ID = 1_250_000_000
export const ACCOUNT_UIN = 100_000_000_001
