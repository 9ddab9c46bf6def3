import { beijingText } from './beijingTime.ts'
import { PayRefusal } from './businessAnswer.ts'
import { fee, optionalText, shaped } from './fields.ts'
import { OUT_REFUND_NO, REFUND_SETTLES_AFTER_MS, REFUNDS_PER_ORDER_MAX } from './limits.ts'
import type { PayOrder, Refund } from './order.ts'
import { findOrder } from './orderApis.ts'
import { refundableFen } from './payments.ts'
import type { PayApi } from './wxPayApi.ts'

/**
 * `refund`: accepts a refund, which is done a little later by the cloud's clock. The same refund number with the same
 * fee is one refund. The documented minute between two refunds of an order is not enforced.
 */
export const refund: PayApi = async (fields, { payments, clock }) => {
  const order = findOrder(fields, payments.book)
  const outRefundNo = shaped(fields, 'out_refund_no', OUT_REFUND_NO)
  const refundFee = fee(fields, 'refund_fee')
  if (order.paidAt === undefined) throw new PayRefusal('TRADE_STATE_ERROR', '订单状态错误')
  if (fee(fields, 'total_fee') !== order.totalFee) {
    throw new PayRefusal('REFUND_FEE_MISMATCH', 'total_fee is not the fee that was paid')
  }
  const known = order.refunds.find((candidate) => candidate.outRefundNo === outRefundNo)
  if (known && known.refundFee !== refundFee) {
    throw new PayRefusal('REFUND_FEE_MISMATCH', 'this refund number was used with another fee')
  }
  if (known) return refundAnswer(order, known)
  if (refundFee > refundableFen(order)) throw new PayRefusal('INVALID_REQUEST', 'more than what is left of the payment')
  if (order.refunds.length >= REFUNDS_PER_ORDER_MAX) {
    throw new PayRefusal('INVALID_REQUEST', `an order has at most ${REFUNDS_PER_ORDER_MAX} refunds`)
  }
  const now = clock.now()
  const refundId = `5030${payments.numbers.digits(24)}`
  const made: Refund = { outRefundNo, refundId, refundFee, acceptedAt: now, settlesAt: now + REFUND_SETTLES_AFTER_MS }
  await payments.acceptRefund(order, made, { functionName: optionalText(fields, 'function_name') })
  return refundAnswer(order, made)
}

/** `queryRefund`: the refunds of an order, by any of the four numbers, with numbered fields as in the v2 API. */
export const queryRefund: PayApi = async (fields, { payments, clock }) => {
  const [order, refunds] = findRefunds(fields, payments.book)
  const numbered = refunds.flatMap((made, index) => {
    const done = clock.now() >= made.settlesAt
    return [
      [`out_refund_no_${index}`, made.outRefundNo],
      [`refund_id_${index}`, made.refundId],
      [`refund_fee_${index}`, made.refundFee],
      [`refund_status_${index}`, done ? 'SUCCESS' : 'PROCESSING'],
      ...(done ? [[`refund_success_time_${index}`, beijingText(made.settlesAt)]] : []),
    ]
  })
  return {
    sub_mch_id: order.subMchId,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    total_fee: order.totalFee,
    cash_fee: order.totalFee,
    refund_count: refunds.length,
    ...Object.fromEntries(numbered),
  }
}

type Book = Parameters<typeof findOrder>[1]

function findRefunds(fields: Record<string, unknown>, book: Book): [PayOrder, Refund[]] {
  const outRefundNo = optionalText(fields, 'out_refund_no')
  const refundId = optionalText(fields, 'refund_id')
  const named = (made: Refund) => made.outRefundNo === outRefundNo || made.refundId === refundId
  const byRefund = outRefundNo !== undefined || refundId !== undefined
  const order = byRefund ? book.find((candidate) => candidate.refunds.some(named)) : findOrder(fields, book)
  const refunds = order?.refunds.filter((made) => !byRefund || named(made)) ?? []
  if (order === undefined || refunds.length === 0) throw new PayRefusal('REFUNDNOTEXIST', '退款订单查询失败')
  return [order, refunds]
}

function refundAnswer(order: PayOrder, made: Refund): Record<string, unknown> {
  return {
    sub_mch_id: order.subMchId,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    out_refund_no: made.outRefundNo,
    refund_id: made.refundId,
    refund_fee: made.refundFee,
    total_fee: order.totalFee,
    cash_fee: order.totalFee,
  }
}
