/** The remote sides that are simulated; an order lives at one, and its number is unique there. */
export const PAY_CHANNELS = ['cloudPay', 'wechatV3', 'alipay'] as const
export type PayChannelName = (typeof PAY_CHANNELS)[number]

/** The last three only of payments by a code read from the payer's phone: asked for the password, failed, taken back. */
export type OrderState = 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'REFUND' | 'USERPAYING' | 'PAYERROR' | 'REVOKED'

/** An order as the pay platform knows it. Fees are integer fen, instants are ms by the cloud's clock. */
export interface PayOrder {
  channel: PayChannelName
  outTradeNo: string
  prepayId: string
  totalFee: number
  body: string
  attach?: string
  subMchId: string
  /** The function that is told; empty when an address is. */
  functionName: string
  /** The merchant's address that is told. */
  notifyUrl?: string
  /** Who may pay; absent when the order was not made in a diner's call. */
  openid?: string
  createdAt: number
  expiresAt: number
  state: OrderState
  /** Its code was never read, and until then the platform knows nothing of it (Alipay's precreate). */
  unseen?: boolean
  transactionId?: string
  paidAt?: number
  notice?: Notice
  refunds: Refund[]
}

/** `REFUNDCLOSE`: given up, the money is the merchant's again; `CHANGE`: the payer's account takes no money. */
export const REFUND_FAILURES = ['REFUNDCLOSE', 'CHANGE'] as const
export type RefundFailure = (typeof REFUND_FAILURES)[number]

export interface Refund {
  outRefundNo: string
  refundId: string
  refundFee: number
  acceptedAt: number
  settlesAt: number
  /** What became of it at `settlesAt` instead of SUCCESS. */
  failure?: RefundFailure
  notice?: Notice
}

/** A message of the platform to a function of the merchant, or to its address, repeated until it is acknowledged. */
export interface Notice {
  channel: PayChannelName
  /** Empty when it goes to an address. */
  functionName: string
  url?: string
  event: Record<string, unknown>
  /** Scheduled deliveries that failed. */
  failures: number
  /** When it is delivered next, by itself; absent: never. */
  nextAt?: number
  deliveries: Delivery[]
}

export interface Delivery {
  /** ISO, by the cloud's clock. */
  at: string
  ok: boolean
  answer?: unknown
  error?: string
}

export type RefundState = 'PROCESSING' | 'SUCCESS' | RefundFailure

/** @param now ms by the cloud's clock */
export const refundState = (refund: Refund, now: number): RefundState =>
  now < refund.settlesAt ? 'PROCESSING' : (refund.failure ?? 'SUCCESS')

/** What has gone back of an order, or is on its way, in fen; a refund that failed is neither. */
export function refundedFen(order: PayOrder, now: number): number {
  const live = order.refunds.filter((refund) => refund.failure === undefined || now < refund.settlesAt)
  return live.reduce((sum, refund) => sum + refund.refundFee, 0)
}
