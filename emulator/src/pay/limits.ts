// Facts of the pay platform. Sources: WeChat Pay v2 pages (payment notice chapter3_2_5, refund chapter5_1_14, closeOrder,
// unifiedOrder), CloudBase's paymentCallback page, and, where it says so, choices of the local cloud.

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * Waits before a payment notice is delivered again, while the function does not answer `errcode: 0`: 15 repeats within
 * 24 h 4 min. CloudBase's page promises "up to two days"; this is the schedule that the pay platform itself publishes.
 */
export const NOTICE_REPEAT_DELAYS_MS = [
  15 * SECOND,
  15 * SECOND,
  30 * SECOND,
  3 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  3 * HOUR,
  3 * HOUR,
  3 * HOUR,
  6 * HOUR,
  6 * HOUR,
] as const

/** How long an order can be paid unless `time_expire` says less. */
export const PREPAY_LIFE_MS = 2 * HOUR
export const REFUNDS_PER_ORDER_MAX = 50
/** Between two refunds of one order with different numbers (WeChat Pay, refund, chapter5_1_14; Alipay names none). */
export const REFUND_INTERVAL_MS = { cloudPay: MINUTE, wechatV3: MINUTE, alipay: 0 }
/** How long after a payment it can be refunded (same page). */
export const REFUND_WITHIN_MS = 365 * 24 * HOUR
/** Refunds that one `queryRefund` tells; `offset` leads to the others (refundquery). */
export const REFUNDS_PER_QUERY = 10
/**
 * A day's bill is made from 9 o'clock of the next day in Beijing (downloadBill; advised: from 10), and can be fetched for
 * three months.
 */
export const BILL_READY_AFTER_MS = 33 * HOUR
export const BILL_KEPT_MS = 92 * 24 * HOUR
/** What the platform keeps of a payment: 0.6 %, the usual rate of a restaurant; it gives it back with a refund. */
export const FEE_PER_MILLE = 6
/** Merchant's order and refund numbers: at most 32 (64 for refunds) of these characters. */
export const OUT_TRADE_NO = /^[0-9A-Za-z_-]{1,32}$/
export const OUT_REFUND_NO = /^[0-9A-Za-z_\-|*@]{1,64}$/
/** Choice of the local cloud: a refund is accepted at once and done after this time; in reality minutes to days. */
export const REFUND_SETTLES_AFTER_MS = 3 * SECOND
