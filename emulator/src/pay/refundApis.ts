import { beijingText } from './beijingTime.ts'
import { PayRefusal } from './businessAnswer.ts'
import { fee, optionalText, shaped } from './fields.ts'
import { OUT_REFUND_NO, REFUNDS_PER_QUERY } from './limits.ts'
import { type PayOrder, type Refund, refundState } from './order.ts'
import { findOrder } from './orderApis.ts'
import { makeRefund } from './orderMoves.ts'
import type { PayApi } from './wxPayApi.ts'

/**
 * `refund`: accepts a refund, which is done a little later by the cloud's clock. The same refund number with the same
 * fee is one refund.
 */
export const refund: PayApi = async (fields, { payments, clock }) => {
  const order = findOrder(fields, payments.book)
  const wanted = {
    outRefundNo: shaped(fields, 'out_refund_no', OUT_REFUND_NO),
    refundFee: fee(fields, 'refund_fee'),
    totalFee: fee(fields, 'total_fee'),
  }
  const to = { functionName: optionalText(fields, 'function_name') }
  const made = await makeRefund(payments, order, wanted, clock.now(), to)
  return refundAnswer(order, made)
}

/**
 * `queryRefund`: the refunds of an order, by any of the four numbers, with numbered fields as in the v2 API: ten at
 * most, from `offset` on.
 */
export const queryRefund: PayApi = async (fields, { payments, clock }) => {
  const [order, all] = findRefunds(fields, payments.book)
  const offset = Number(fields.offset ?? 0)
  if (!Number.isSafeInteger(offset) || offset < 0) throw new PayRefusal('PARAM_ERROR', 'offset must be a whole number')
  const refunds = all.slice(offset, offset + REFUNDS_PER_QUERY)
  const numbered = refunds.flatMap((made, index) => {
    const state = refundState(made, clock.now())
    return [
      [`out_refund_no_${index}`, made.outRefundNo],
      [`refund_id_${index}`, made.refundId],
      [`refund_channel_${index}`, 'ORIGINAL'],
      [`refund_fee_${index}`, made.refundFee],
      [`refund_status_${index}`, state],
      // Spelt so on the platform's page.
      [`refund_recv_accout_${index}`, '支付用户的零钱'],
      ...(state === 'SUCCESS' ? [[`refund_success_time_${index}`, beijingText(made.settlesAt)]] : []),
    ]
  })
  return {
    sub_mch_id: order.subMchId,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    total_fee: order.totalFee,
    cash_fee: order.totalFee,
    total_refund_count: all.length,
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
