import { requiredText, shaped } from '../fields.ts'
import { refundedFen } from '../order.ts'
import { makeRefund } from '../orderMoves.ts'
import { yuanOf } from '../yuan.ts'
import type { AlipayApi } from './alipayApi.ts'
import { amount } from './fields.ts'
import { ALIPAY_NUMBER } from './limits.ts'
import { findTrade, tradeFields } from './trades.ts'

/** `alipay.trade.refund`: done at once; `fund_change` says whether this very call moved money. */
export const refund: AlipayApi = async ({ content, payments, clock }) => {
  const order = findTrade(content, payments)
  const before = order.refunds.length
  const now = clock.now()
  const wanted = {
    // Without a number of its own a refund is named after the trade, and is then the only one.
    outRefundNo:
      content.out_request_no === undefined ? order.outTradeNo : shaped(content, 'out_request_no', ALIPAY_NUMBER),
    refundFee: amount(content, 'refund_amount'),
    totalFee: order.totalFee,
    settlesAt: now,
  }
  await makeRefund(payments, order, wanted, now, { url: order.notifyUrl })
  return {
    ...tradeFields(order),
    fund_change: order.refunds.length > before ? 'Y' : 'N',
    refund_fee: yuanOf(refundedFen(order, now)),
  }
}

/** `alipay.trade.fastpay.refund.query`: of a refund that is not there it answers without any. */
export const queryRefund: AlipayApi = async ({ content, payments }) => {
  const order = findTrade(content, payments)
  const number = requiredText(content, 'out_request_no')
  const made = order.refunds.find(({ outRefundNo }) => outRefundNo === number)
  if (made === undefined) return {}
  return {
    out_trade_no: order.outTradeNo,
    trade_no: order.transactionId,
    out_request_no: number,
    refund_status: 'REFUND_SUCCESS',
    refund_amount: yuanOf(made.refundFee),
    total_amount: yuanOf(order.totalFee),
  }
}
