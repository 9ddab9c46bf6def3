import { beijingIso } from '../beijingTime.ts'
import { PLATFORM } from '../merchant.ts'
import { type PayOrder, type Refund, type RefundState, refundState } from '../order.ts'
import { STATE_WORDS } from '../stateWords.ts'
import { V3_MERCHANT } from './merchant.ts'

/** An order as API v3 answers and tells it. */
export function transactionFields(order: PayOrder, appId: string): Record<string, unknown> {
  const { outTradeNo: out_trade_no, state, attach, totalFee: total } = order
  const base = {
    appid: appId,
    mchid: V3_MERCHANT.mchId,
    out_trade_no,
    trade_state: state,
    trade_state_desc: STATE_WORDS[state],
    attach: attach ?? '',
  }
  if (order.paidAt === undefined) return { ...base, payer: {} }
  return {
    ...base,
    transaction_id: order.transactionId,
    trade_type: 'JSAPI',
    bank_type: PLATFORM.bankType,
    success_time: beijingIso(order.paidAt),
    payer: { openid: order.openid },
    amount: { total, payer_total: total, currency: 'CNY', payer_currency: 'CNY' },
  }
}

/** API v3's words for a refund's state (refund query). */
const REFUND_STATES: Record<RefundState, string> = {
  PROCESSING: 'PROCESSING',
  SUCCESS: 'SUCCESS',
  REFUNDCLOSE: 'CLOSED',
  CHANGE: 'ABNORMAL',
}

/** A refund as API v3 answers and tells it, as it stands at `now` (ms). */
export function refundFields(order: PayOrder, refund: Refund, now: number): Record<string, unknown> {
  const state = refundState(refund, now)
  const { totalFee: total } = order
  const { refundFee } = refund
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    create_time: beijingIso(refund.acceptedAt),
    status: REFUND_STATES[state],
    ...(state === 'SUCCESS' ? { success_time: beijingIso(refund.settlesAt) } : {}),
    funds_account: 'UNAVAILABLE',
    amount: {
      total,
      refund: refundFee,
      payer_total: total,
      payer_refund: refundFee,
      settlement_total: total,
      settlement_refund: refundFee,
      discount_refund: 0,
      currency: 'CNY',
    },
  }
}
