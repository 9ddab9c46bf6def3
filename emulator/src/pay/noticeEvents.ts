import { randomBytes } from 'node:crypto'
import { beijingDigits, beijingText } from './beijingTime.ts'
import { PLATFORM } from './merchant.ts'
import type { PayOrder, Refund } from './order.ts'

/** The event of a payment callback (sample of CloudBase's paymentCallback page); the payer is `subOpenid`. */
export function paymentNotice(
  order: PayOrder,
  paid: { openid: string; transactionId: string; at: number },
  appId: string,
): Record<string, unknown> {
  return {
    ...envelope(order, appId),
    resultCode: 'SUCCESS',
    openid: PLATFORM.openid,
    isSubscribe: 'N',
    subOpenid: paid.openid,
    subIsSubscribe: 'N',
    tradeType: 'JSAPI',
    bankType: PLATFORM.bankType,
    totalFee: order.totalFee,
    feeType: 'CNY',
    cashFee: order.totalFee,
    transactionId: paid.transactionId,
    outTradeNo: order.outTradeNo,
    timeEnd: beijingDigits(paid.at),
    ...(order.attach === undefined ? {} : { attach: order.attach }),
  }
}

/** The event of a refund callback: the v2 refund notice's fields, in the case of the payment callback. */
export function refundNotice(order: PayOrder, refund: Refund, appId: string): Record<string, unknown> {
  return {
    ...envelope(order, appId),
    transactionId: order.transactionId,
    outTradeNo: order.outTradeNo,
    refundId: refund.refundId,
    outRefundNo: refund.outRefundNo,
    totalFee: order.totalFee,
    settlementTotalFee: order.totalFee,
    refundFee: refund.refundFee,
    settlementRefundFee: refund.refundFee,
    refundStatus: refund.failure ?? 'SUCCESS',
    ...(refund.failure === undefined ? { successTime: beijingText(refund.settlesAt) } : {}),
    refundAccount: 'REFUND_SOURCE_RECHARGE_FUNDS',
    refundRequestSource: 'API',
  }
}

function envelope(order: PayOrder, appId: string): Record<string, unknown> {
  return {
    returnCode: 'SUCCESS',
    appid: PLATFORM.appId,
    mchId: PLATFORM.mchId,
    subAppid: appId,
    subMchId: order.subMchId,
    nonceStr: randomBytes(16).toString('hex'),
    userInfo: { appId },
  }
}
