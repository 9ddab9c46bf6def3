import { PayRefusal } from '../businessAnswer.ts'
import { fee, optionalText, shaped } from '../fields.ts'
import { OUT_REFUND_NO } from '../limits.ts'
import { makeRefund } from '../orderMoves.ts'
import { refundFields } from './fields.ts'
import { known, part } from './orders.ts'
import type { V3Api } from './v3Api.ts'

/** `POST /v3/refund/domestic/refunds`: accepted now, done a little later. */
export const refund: V3Api = async ({ body, payments, clock }) => {
  const book = payments.bookOf('wechatV3')
  const transactionId = optionalText(body, 'transaction_id')
  const order = known(
    transactionId === undefined
      ? book.byOutTradeNo(body.out_trade_no)
      : book.find((candidate) => candidate.transactionId === transactionId),
  )
  const amount = part(body, 'amount')
  const wanted = {
    outRefundNo: shaped(body, 'out_refund_no', OUT_REFUND_NO),
    refundFee: fee(amount, 'refund'),
    totalFee: fee(amount, 'total'),
  }
  const made = await makeRefund(payments, order, wanted, clock.now(), { url: optionalText(body, 'notify_url') })
  return refundFields(order, made, clock.now())
}

/** `GET /v3/refund/domestic/refunds/{}` */
export const queryRefund: V3Api = async ({ parameter, payments, clock }) => {
  const order = payments
    .bookOf('wechatV3')
    .find(({ refunds }) => refunds.some((made) => made.outRefundNo === parameter))
  const made = order?.refunds.find(({ outRefundNo }) => outRefundNo === parameter)
  if (order === undefined || made === undefined) throw new PayRefusal('REFUNDNOTEXIST', '退款单不存在')
  return refundFields(order, made, clock.now())
}
