import { cloudPayPaymentNotice, cloudPayRefundNotice, parseInput } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import type { ParsedNotice, PaymentFact, RefundFact } from '../notice.ts'

/**
 * Reads the event of a cloudPay notice. It bears no signature: the function that takes it must have proven by the
 * call's SOURCE that the pay platform sent it (R6), and the merchant it names goes along in the fact.
 */
export function parseCloudPayNotice(event: unknown): ParsedNotice {
  try {
    const isRefund = typeof event === 'object' && event !== null && 'outRefundNo' in event
    return isRefund ? { kind: 'refund', fact: refundFact(event) } : { kind: 'payment', fact: paymentFact(event) }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', reason: 'malformed' }
    throw error
  }
}

function paymentFact(event: unknown): PaymentFact {
  const notice = parseInput(cloudPayPaymentNotice, event)
  return {
    outTradeNo: notice.outTradeNo,
    transactionId: notice.transactionId,
    totalFee: notice.totalFee,
    merchant: notice.subMchId,
    // The payer as this mini-program knows him; `openid` is how the service provider does.
    payer: notice.subOpenid || undefined,
  }
}

function refundFact(event: unknown): RefundFact {
  const notice = parseInput(cloudPayRefundNotice, event)
  return {
    outTradeNo: notice.outTradeNo,
    refundId: notice.outRefundNo,
    refundFen: notice.refundFee,
    state: notice.refundStatus === 'SUCCESS' ? 'done' : 'failed',
    merchant: notice.subMchId,
  }
}
