import type { PaymentArguments } from '@yundian/contract'
import { type Fen, wechatTime } from '@yundian/domain'
import { randomId } from './ids.ts'
import { type OpenWechat, wechat } from './wechat.ts'

export type PaymentState =
  | { state: 'paid'; transactionId: string; totalFee: Fen; payer?: string }
  | { state: 'unpaid' | 'closed' | 'nonexistent' }

/** One way to be paid. An order's id is its number there (`out_trade_no`), for every attempt the same (R8, I8). */
export interface PayChannel {
  /** @returns the arguments for the phone, or why the platform would not take the order */
  start(order: {
    id: string
    title: string
    totalFen: Fen
    /** ms */
    expiresAt: number
  }): Promise<{ ok: true; arguments: PaymentArguments } | { ok: false; reason: string }>
  /** @throws when the platform cannot say: the payment may then be anything */
  query(id: string): Promise<PaymentState>
  /** 'paid' means that the diner was faster (R13); 'again': the same call must be repeated later. */
  close(id: string): Promise<'closed' | 'paid' | 'again'>
  /** The same number refunds once, however often it is sent (R16). @returns 'accepted', or 'again' to repeat it. */
  refund(order: { id: string; refundId: string; totalFen: Fen; refundFen: Fen }): Promise<'accepted' | 'again'>
}

/** The merchant that money goes to, from the function's environment. */
export function merchant(): string {
  return process.env.SUB_MCH_ID ?? ''
}

const paid = 'SUCCESS'

/** WeChat Pay through CloudBase's cloudPay. A business failure is an answer with resultCode FAIL, not an exception. */
export function openWechatPay(wechat: OpenWechat): PayChannel {
  return {
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
      return { state: answer.tradeState === 'CLOSED' ? 'closed' : 'unpaid' }
    },

    async close(id) {
      const { cloudPay } = await wechat()
      const answer = await cloudPay.closeOrder({ subMchId: merchant(), outTradeNo: id, nonceStr: randomId() })
      if (answer.resultCode === 'SUCCESS') return 'closed'
      const { state } = await this.query(id)
      if (state === 'paid') return 'paid'
      // An order that the platform never saw has nothing to close.
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
      })
      return answer.resultCode === 'SUCCESS' ? 'accepted' : 'again'
    },
  }
}

export const wechatPay: PayChannel = openWechatPay(wechat)
