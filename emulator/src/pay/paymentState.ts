import type { Delivery, OrderState, PayChannelName, PayOrder } from './order.ts'

/** An order as tests and the console see it; instants are ISO, fees fen. */
export interface PaymentState {
  channel: PayChannelName
  outTradeNo: string
  prepayId: string
  totalFee: number
  /** What is paid for, as the payer reads it. */
  body: string
  openid?: string
  state: OrderState
  /** The function that is told, or empty, and the address that is. */
  functionName: string
  notifyUrl?: string
  createdAt: string
  transactionId?: string
  callbacks: Delivery[]
  nextCallbackAt?: string
  /** `isTold`: a function or an address is told of it. */
  refunds: { outRefundNo: string; refundFee: number; isTold: boolean; callbacks: Delivery[] }[]
}

/** Tells an order of the pay platform as people and tests see it. */
export function paymentState(order: PayOrder): PaymentState {
  return {
    channel: order.channel,
    outTradeNo: order.outTradeNo,
    prepayId: order.prepayId,
    totalFee: order.totalFee,
    body: order.body,
    openid: order.openid,
    state: order.state,
    functionName: order.functionName,
    notifyUrl: order.notifyUrl,
    createdAt: new Date(order.createdAt).toISOString(),
    transactionId: order.transactionId,
    callbacks: order.notice?.deliveries ?? [],
    nextCallbackAt: order.notice?.nextAt === undefined ? undefined : new Date(order.notice.nextAt).toISOString(),
    refunds: order.refunds.map(({ outRefundNo, refundFee, notice }) => ({
      outRefundNo,
      refundFee,
      isTold: notice !== undefined,
      callbacks: notice?.deliveries ?? [],
    })),
  }
}
