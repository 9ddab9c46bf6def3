const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * Waits before a notice is sent again while the merchant does not answer `success`. Source: Alipay's page on asynchronous
 * notices (opendocs 194/103296): 4m, 10m, 10m, 1h, 2h, 6h, 15h, within 25 hours.
 */
export const ALIPAY_REPEAT_DELAYS_MS = [
  4 * MINUTE,
  10 * MINUTE,
  10 * MINUTE,
  1 * HOUR,
  2 * HOUR,
  6 * HOUR,
  15 * HOUR,
] as const

/** How long a code that `precreate` gives can be paid, unless `time_expire` says less. Source: page of precreate. */
export const QR_LIFE_MS = 2 * HOUR
/** A day's bill is made by 9 o'clock in Beijing of the next day. Source: page of bill.downloadurl.query. */
export const ALIPAY_BILL_READY_AFTER_MS = 9 * HOUR
/** How long the address of a bill can be used. Source: page of bill.downloadurl.query. */
export const BILL_ADDRESS_LIFE_MS = 30_000
/** Merchant's numbers: at most 64 letters, digits and `_`. Source: page of precreate. */
export const ALIPAY_NUMBER = /^[0-9A-Za-z_-]{1,64}$/
