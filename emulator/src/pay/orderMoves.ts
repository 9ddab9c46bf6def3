import { PayRefusal } from './businessAnswer.ts'
import { REFUND_SETTLES_AFTER_MS, REFUNDS_PER_ORDER_MAX } from './limits.ts'
import type { PayOrder, Refund } from './order.ts'
import { type Payments, refundableFen } from './payments.ts'

// What every remote side does with an order, whatever it is called on the wire. Refusals bear the codes of the v2 pages.

/**
 * Makes an order, or finds the one with the same number, fee and payer.
 * @throws PayRefusal ORDERCLOSED, ORDERPAID, OUT_TRADE_NO_USED
 */
export async function placeOrder(payments: Payments, wanted: PayOrder): Promise<PayOrder> {
  const book = payments.bookOf(wanted.channel)
  const known = book.byOutTradeNo(wanted.outTradeNo)
  if (known) refuseUnlessSame(known, wanted)
  const order = known ?? wanted
  await book.save(order)
  return order
}

/**
 * Makes an unpaid order one that cannot be paid any more.
 * @throws PayRefusal ORDERCLOSED, ORDERPAID
 */
export async function closeUnpaid(payments: Payments, order: PayOrder): Promise<void> {
  if (order.state === 'CLOSED') throw new PayRefusal('ORDERCLOSED', '当前订单已关闭')
  if (order.paidAt !== undefined) throw new PayRefusal('ORDERPAID', '商户订单已支付')
  order.state = 'CLOSED'
  await payments.bookOf(order.channel).save(order)
}

export interface WantedRefund {
  outRefundNo: string
  /** fen */
  refundFee: number
  /** The fee that was paid, in fen, as the merchant believes. */
  totalFee: number
  /** ms; absent: a little later. */
  settlesAt?: number
}

/**
 * Accepts a refund, or finds the one with the same number and fee (R16).
 * @throws PayRefusal TRADE_STATE_ERROR, REFUND_FEE_MISMATCH, INVALID_REQUEST
 */
export async function makeRefund(
  payments: Payments,
  order: PayOrder,
  { outRefundNo, refundFee, totalFee, settlesAt }: WantedRefund,
  now: number,
  to: { functionName?: string; url?: string },
): Promise<Refund> {
  if (order.paidAt === undefined) throw new PayRefusal('TRADE_STATE_ERROR', '订单状态错误')
  if (totalFee !== order.totalFee) {
    throw new PayRefusal('REFUND_FEE_MISMATCH', 'total_fee is not the fee that was paid')
  }
  const known = order.refunds.find((candidate) => candidate.outRefundNo === outRefundNo)
  if (known && known.refundFee !== refundFee) {
    throw new PayRefusal('REFUND_FEE_MISMATCH', 'this refund number was used with another fee')
  }
  if (known) return known
  if (refundFee > refundableFen(order)) throw new PayRefusal('INVALID_REQUEST', 'more than what is left of the payment')
  if (order.refunds.length >= REFUNDS_PER_ORDER_MAX) {
    throw new PayRefusal('INVALID_REQUEST', `an order has at most ${REFUNDS_PER_ORDER_MAX} refunds`)
  }
  const made: Refund = {
    outRefundNo,
    refundId: `5030${payments.numbers.digits(24)}`,
    refundFee,
    acceptedAt: now,
    settlesAt: settlesAt ?? now + REFUND_SETTLES_AFTER_MS,
  }
  await payments.acceptRefund(order, made, to)
  return made
}

function refuseUnlessSame(known: PayOrder, wanted: PayOrder): void {
  if (known.state === 'CLOSED') throw new PayRefusal('ORDERCLOSED', '当前订单已关闭')
  if (known.paidAt !== undefined) throw new PayRefusal('ORDERPAID', '商户订单已支付')
  const otherPayer = known.openid !== undefined && wanted.openid !== undefined && known.openid !== wanted.openid
  if (otherPayer || known.totalFee !== wanted.totalFee || wanted.createdAt >= known.expiresAt) {
    throw new PayRefusal('OUT_TRADE_NO_USED', '商户订单号重复')
  }
}
