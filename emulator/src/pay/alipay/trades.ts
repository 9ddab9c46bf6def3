import { beijingText, parseBeijingDigits } from '../beijingTime.ts'
import { PayRefusal } from '../businessAnswer.ts'
import { payByCode, takeBack } from '../codePayment.ts'
import { optionalText, requiredText, shaped } from '../fields.ts'
import type { PayOrder } from '../order.ts'
import { closeUnpaid, placeOrder } from '../orderMoves.ts'
import type { Payments } from '../payments.ts'
import { yuanOf } from '../yuan.ts'
import { ALIPAY_ACCOUNT } from './account.ts'
import type { AlipayApi, AlipayCall } from './alipayApi.ts'
import { AlipayError } from './alipayError.ts'
import { amount, tradeStatus } from './fields.ts'
import { ALIPAY_NUMBER, QR_LIFE_MS } from './limits.ts'

/** `alipay.trade.precreate`: a code for the diner to scan; the trade itself begins when he does. */
export const precreate: AlipayApi = async (call) => {
  const qrCode = `https://qr.alipay.com/${call.payments.numbers.hex(12)}`
  const wanted = { ...wantedOrder(call), prepayId: qrCode, unseen: true }
  const order = await placeOrder(call.payments, wanted)
  return { out_trade_no: order.outTradeNo, qr_code: order.prepayId }
}

/** `alipay.trade.pay` with `scene: bar_code`: pays by the code that the diner's phone shows. */
export const pay: AlipayApi = async (call) => {
  if (requiredText(call.content, 'scene') !== 'bar_code') throw new PayRefusal('PARAM_ERROR', 'scene is not bar_code')
  const code = requiredText(call.content, 'auth_code')
  const order = await payByCode(call.payments, wantedOrder(call), 'alipay', code)
  if (order.state === 'USERPAYING') {
    return {
      code: '10003',
      msg: 'order success pay inprocess',
      out_trade_no: order.outTradeNo,
      trade_no: order.prepayId,
    }
  }
  return { ...tradeFields(order), gmt_payment: beijingText(order.paidAt ?? 0), receipt_amount: yuanOf(order.totalFee) }
}

/** `alipay.trade.query` */
export const query: AlipayApi = async ({ content, payments }) => {
  const order = findTrade(content, payments)
  const paid = order.paidAt === undefined ? {} : { send_pay_date: beijingText(order.paidAt) }
  return { ...tradeFields(order), trade_status: tradeStatus(order), ...paid }
}

/** `alipay.trade.close`: an unpaid trade can never be paid. */
export const close: AlipayApi = async ({ content, payments }) => {
  const order = findTrade(content, payments)
  if (order.paidAt !== undefined) throw new PayRefusal('TRADE_STATE_ERROR', '交易状态不合法')
  await closeUnpaid(payments, order)
  return { out_trade_no: order.outTradeNo, trade_no: order.prepayId }
}

/** `alipay.trade.cancel`: closes what is unpaid and pays back what is paid; of a trade that is not there it says nothing. */
export const cancel: AlipayApi = async ({ content, payments, clock }) => {
  const order = payments.bookOf('alipay').byOutTradeNo(requiredText(content, 'out_trade_no'))
  const base = { out_trade_no: content.out_trade_no, retry_flag: 'N' }
  if (order === undefined || order.unseen) return base
  const action = await takeBack(payments, order, clock.now())
  return { ...base, trade_no: order.transactionId, action }
}

/** The trade of a call; one whose code nobody read is none. @throws PayRefusal ORDERNOTEXIST, PARAM_ERROR */
export function findTrade(content: Record<string, unknown>, payments: Payments): PayOrder {
  const book = payments.bookOf('alipay')
  const tradeNo = optionalText(content, 'trade_no')
  const order =
    tradeNo === undefined
      ? book.byOutTradeNo(requiredText(content, 'out_trade_no'))
      : book.find(({ transactionId }) => transactionId === tradeNo)
  if (order === undefined || order.unseen) throw new PayRefusal('ORDERNOTEXIST', '交易不存在')
  return order
}

export function tradeFields(order: PayOrder): Record<string, unknown> {
  return {
    out_trade_no: order.outTradeNo,
    trade_no: order.transactionId ?? order.prepayId,
    buyer_user_id: order.openid,
    buyer_logon_id: '138****0000',
    total_amount: yuanOf(order.totalFee),
  }
}

function wantedOrder({ content, notifyUrl, payments, clock }: AlipayCall): PayOrder {
  const now = clock.now()
  return {
    channel: 'alipay',
    outTradeNo: shaped(content, 'out_trade_no', ALIPAY_NUMBER),
    prepayId: payments.numbers.digits(28),
    totalFee: amount(content, 'total_amount'),
    body: requiredText(content, 'subject'),
    subMchId: ALIPAY_ACCOUNT.sellerId,
    functionName: '',
    notifyUrl,
    createdAt: now,
    expiresAt: expiry(content, now),
    state: 'NOTPAY',
    refunds: [],
  }
}

function expiry(content: Record<string, unknown>, now: number): number {
  const text = optionalText(content, 'time_expire')
  if (text === undefined) return now + QR_LIFE_MS
  const isTime = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)
  const instant = isTime ? parseBeijingDigits(text.replaceAll(/\D/g, '')) : undefined
  if (instant === undefined) throw new AlipayError('40004', 'ACQ.INVALID_PARAMETER', 'time_expire格式错误')
  return instant
}
