import type { PaymentArguments } from '@yundian/contract'
import { wechatTime } from '@yundian/domain'
import { type Clock, systemClock } from '../../clock.ts'
import { randomId } from '../../ids.ts'
import { type OpenWechat, wechat } from '../../wechat.ts'
import { merchant } from '../merchant.ts'
import type { PhoneChannel, RefundState } from '../payChannel.ts'
import { readWechatBill } from '../wechatBill.ts'
import { parseCloudPayNotice } from './cloudPayNotice.ts'

const paid = 'SUCCESS'

/** What `queryRefund` says; money that could not be returned (CHANGE) or was not (REFUNDCLOSE) has to be sent again. */
const refundStates: Record<string, RefundState> = {
  SUCCESS: 'done',
  PROCESSING: 'processing',
  REFUNDCLOSE: 'failed',
  CHANGE: 'failed',
}

/** WeChat Pay through CloudBase's cloudPay. A business failure is an answer with resultCode FAIL, not an exception. */
export function openWechatPay(wechat: OpenWechat, clock: Clock = systemClock): PhoneChannel {
  return {
    name: 'wechat',

    async start({ id, title, totalFen, expiresAt }) {
      const { cloudPay } = await wechat()
      const answer = await cloudPay.unifiedOrder({
        body: title,
        outTradeNo: id,
        spbillCreateIp: '127.0.0.1',
        subMchId: merchant(),
        totalFee: totalFen,
        timeExpire: wechatTime(expiresAt),
        envId: process.env.TCB_ENV ?? process.env.SCF_NAMESPACE,
        functionName: 'paymentNotified',
        nonceStr: randomId(),
        tradeType: 'JSAPI',
      })
      if (answer.resultCode !== 'SUCCESS')
        return { ok: false, reason: answer.errCodeDes ?? answer.returnMsg ?? 'unknown' }
      return { ok: true, arguments: answer.payment as PaymentArguments }
    },

    async query(id) {
      const { cloudPay } = await wechat()
      const answer = await cloudPay.queryOrder({ subMchId: merchant(), outTradeNo: id, nonceStr: randomId() })
      if (answer.resultCode !== 'SUCCESS') {
        // The SDK overwrites err_code, so that only the text tells a missing order from a fault of the platform.
        if (/不存在|not ?exist/i.test(answer.errCodeDes ?? '')) return { state: 'nonexistent' }
        throw new Error(`queryOrder ${id}: ${answer.errCodeDes ?? answer.returnMsg}`)
      }
      // A refunded payment was paid; what became of it is the refund's own story.
      if (answer.tradeState === paid || answer.tradeState === 'REFUND') {
        return {
          state: 'paid',
          transactionId: String(answer.transactionId),
          totalFee: Number(answer.totalFee),
          ...(answer.subOpenid ? { payer: String(answer.subOpenid) } : {}),
        }
      }
      return { state: ['CLOSED', 'REVOKED', 'PAYERROR'].includes(String(answer.tradeState)) ? 'closed' : 'unpaid' }
    },

    async close(id, until = 0) {
      const { cloudPay } = await wechat()
      const answer = await cloudPay.closeOrder({ subMchId: merchant(), outTradeNo: id, nonceStr: randomId() })
      if (answer.resultCode === 'SUCCESS') return 'closed'
      const { state } = await this.query(id)
      if (state === 'paid') return 'paid'
      // What the platform never saw has nothing to close, unless it is still on its way there.
      if (state === 'nonexistent' && clock.now() < until) return 'again'
      return state === 'unpaid' ? 'again' : 'closed'
    },

    async refund({ id, refundId, totalFen, refundFen }) {
      const { cloudPay } = await wechat()
      const answer = await cloudPay.refund({
        subMchId: merchant(),
        nonceStr: randomId(),
        outTradeNo: id,
        outRefundNo: refundId,
        totalFee: totalFen,
        refundFee: refundFen,
        envId: process.env.TCB_ENV ?? process.env.SCF_NAMESPACE,
        functionName: 'refundNotified',
      })
      return answer.resultCode === 'SUCCESS' ? 'accepted' : 'again'
    },

    async queryRefund({ refundId }) {
      const { cloudPay } = await wechat()
      const answer = await cloudPay.queryRefund({ subMchId: merchant(), nonceStr: randomId(), outRefundNo: refundId })
      if (answer.resultCode !== 'SUCCESS') {
        // As with an order, only the text tells a refund that the platform never saw from a fault of the platform.
        if (/退款订单查询失败|不存在|not ?exist/i.test(answer.errCodeDes ?? '')) return 'nonexistent'
        throw new Error(`queryRefund ${refundId}: ${answer.errCodeDes ?? answer.returnMsg}`)
      }
      return refundStates[String(answer.refundStatus_0)] ?? 'processing'
    },

    parseNotice: async (event) => parseCloudPayNotice(event),

    async dailyBill(day) {
      const { cloudPay } = await wechat()
      const answer = await cloudPay.downloadBill({
        subMchId: merchant(),
        nonceStr: randomId(),
        billDate: day.replaceAll('-', ''),
        billType: 'ALL',
      })
      if (typeof answer.data === 'string') return readWechatBill(answer.data)
      const reason = answer.errCodeDes ?? answer.returnMsg ?? ''
      // The platform has no bill of a day on which nothing was paid, and says so as an error.
      if (/no bill exist/i.test(reason)) return []
      throw new Error(`downloadBill ${day}: ${reason}`)
    },
  }
}

export const wechatPay: PhoneChannel = openWechatPay(wechat)
