import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { beijingText } from '../beijingTime.ts'
import type { NoticeChannel } from '../noticeChannel.ts'
import { type PayOrder, refundedFen } from '../order.ts'
import type { PayKeys } from '../payKeys.ts'
import { type PostNotice, postNotice } from '../postNotice.ts'
import { yuanOf } from '../yuan.ts'
import { ALIPAY_ACCOUNT } from './account.ts'
import { tradeStatus } from './fields.ts'
import { ALIPAY_REPEAT_DELAYS_MS } from './limits.ts'
import { signNotice } from './signature.ts'

/**
 * Alipay tells the address that the order names: a form under the platform's signature (RSA2). Only the answer `success`
 * acknowledges. A refund is told at the same address as the trade's news.
 */
export function alipayNotices({
  keys,
  clock,
  post = postNotice,
}: {
  keys: PayKeys
  clock: Clock
  post?: PostNotice
}): NoticeChannel {
  return {
    repeatDelaysMs: ALIPAY_REPEAT_DELAYS_MS,
    payment: (order) => tradeNews(order),
    refund: (order, refund) => ({
      ...tradeNews(order),
      refund_fee: yuanOf(refundedFen(order, refund.acceptedAt)),
      gmt_refund: beijingText(refund.acceptedAt),
      out_biz_no: refund.outRefundNo,
    }),
    send: async ({ url = '' }, event) => {
      const fields: Record<string, string> = {
        notify_type: 'trade_status_sync',
        notify_id: randomUUID().replaceAll('-', ''),
        notify_time: beijingText(clock.now()),
        charset: 'utf-8',
        version: '1.0',
        sign_type: 'RSA2',
        ...Object.fromEntries(Object.entries(event).map(([name, value]) => [name, String(value)])),
      }
      fields.sign ??= signNotice(fields, keys.platform.privateKey)
      const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
      const { status, text } = await post(url, headers, new URLSearchParams(fields).toString())
      return { ok: status === 200 && text.trim() === 'success', answer: { status, body: text } }
    },
  }
}

function tradeNews(order: PayOrder): Record<string, unknown> {
  return {
    app_id: ALIPAY_ACCOUNT.appId,
    seller_id: ALIPAY_ACCOUNT.sellerId,
    trade_no: order.transactionId,
    out_trade_no: order.outTradeNo,
    buyer_id: order.openid,
    trade_status: tradeStatus(order),
    subject: order.body,
    total_amount: yuanOf(order.totalFee),
    receipt_amount: yuanOf(order.totalFee),
    gmt_create: beijingText(order.createdAt),
    gmt_payment: beijingText(order.paidAt ?? order.createdAt),
  }
}
