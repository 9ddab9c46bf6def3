import { type Clock, systemClock } from '../../clock.ts'
import { randomId } from '../../ids.ts'
import { type OpenWechat, wechat } from '../../wechat.ts'
import { merchant } from '../merchant.ts'
import type { PaidAlready, PayChannel, PayerDecides } from '../payChannel.ts'
import { openWechatPay } from './wechatPay.ts'

/** WeChat Pay by the code that the diner's phone shows and the counter reads (cloudPay's micropay). */
export function openWechatCode(wechat: OpenWechat, clock: Clock = systemClock): PayChannel<PaidAlready | PayerDecides> {
  const onPhone = openWechatPay(wechat)
  return {
    ...onPhone,
    name: 'wechatCode',

    async start({ id, title, totalFen, code }) {
      if (code === undefined) throw new TypeError('the code on the diner’s phone is missing')
      const { cloudPay } = await wechat()
      const answer = await cloudPay.micropay({
        body: title,
        outTradeNo: id,
        spbillCreateIp: '127.0.0.1',
        subMchId: merchant(),
        totalFee: totalFen,
        authCode: code,
        nonceStr: randomId(),
      })
      if (answer.resultCode === 'SUCCESS') {
        return {
          ok: true,
          paid: { transactionId: String(answer.transactionId), totalFee: Number(answer.totalFee) },
        }
      }
      // The SDK hides the code that tells "asks for the password" from "failed": the order's own state tells it.
      const { state } = await onPhone.query(id)
      if (state === 'paid' || state === 'unpaid') return { ok: true, payerDecides: true }
      return { ok: false, reason: answer.errCodeDes ?? answer.returnMsg ?? 'unknown' }
    },

    /** Takes the payment back, which also ends a call that is still on its way; money that came goes back with it. */
    async close(id, until = 0) {
      const { state } = await onPhone.query(id)
      if (state === 'paid') return 'paid'
      // What the platform does not know yet may still be on its way there, and no call takes that back.
      if (state === 'nonexistent' && clock.now() < until) return 'again'
      if (state !== 'unpaid') return 'closed'
      const { cloudPay } = await wechat()
      const answer = await cloudPay.reverse({ subMchId: merchant(), outTradeNo: id, nonceStr: randomId() })
      return answer.resultCode === 'SUCCESS' && answer.recall !== 'Y' ? 'closed' : 'again'
    },
  }
}

export const wechatCode = openWechatCode(wechat)
