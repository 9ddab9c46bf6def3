import { randomBytes } from 'node:crypto'
import { beijingDigits, parseBeijingDigits } from './beijingTime.ts'
import { PayRefusal } from './businessAnswer.ts'
import { fee, optionalText, requiredText, shaped } from './fields.ts'
import { OUT_TRADE_NO, PREPAY_LIFE_MS } from './limits.ts'
import { PLATFORM } from './merchant.ts'
import type { PayOrder } from './order.ts'
import { closeUnpaid, placeOrder } from './orderMoves.ts'
import { STATE_WORDS } from './stateWords.ts'
import type { PayApi } from './wxPayApi.ts'

/**
 * `unifiedOrder`: makes an order, or answers the same prepay id again for the same number and fee. The payer is the
 * diner in whose call it is made, unless `sub_openid` names one.
 */
export const unifiedOrder: PayApi = async (fields, { payments, project, clock, callerOpenid }) => {
  const outTradeNo = shaped(fields, 'out_trade_no', OUT_TRADE_NO)
  const totalFee = fee(fields, 'total_fee')
  const now = clock.now()
  const wanted: PayOrder = {
    channel: 'cloudPay',
    outTradeNo,
    prepayId: `wx${beijingDigits(now)}${payments.numbers.hex(10)}`,
    totalFee,
    body: requiredText(fields, 'body'),
    attach: optionalText(fields, 'attach'),
    subMchId: requiredText(fields, 'sub_mch_id'),
    functionName: requiredText(fields, 'function_name'),
    openid: optionalText(fields, 'sub_openid') ?? callerOpenid,
    createdAt: now,
    expiresAt: expiry(fields, now),
    state: 'NOTPAY',
    refunds: [],
  }
  requiredText(fields, 'spbill_create_ip')
  if (requiredText(fields, 'env_id') !== project.envId) {
    throw new PayRefusal('PARAM_ERROR', `env_id is not ${project.envId}`)
  }
  const order = await placeOrder(payments, wanted)
  return {
    sub_mch_id: order.subMchId,
    trade_type: 'JSAPI',
    prepay_id: order.prepayId,
    payment: {
      app_id: project.appId,
      time_stamp: String(Math.floor(now / 1000)),
      nonce_str: randomBytes(16).toString('hex'),
      package: `prepay_id=${order.prepayId}`,
      sign_type: 'MD5',
      pay_sign: randomBytes(16).toString('hex').toUpperCase(),
    },
  }
}

/** `queryOrder`: the order's state, by either number. */
export const queryOrder: PayApi = async (fields, { payments }) => {
  const order = findOrder(fields, payments.book)
  const unpaid = {
    sub_mch_id: order.subMchId,
    out_trade_no: order.outTradeNo,
    trade_state: order.state,
    trade_state_desc: STATE_WORDS[order.state],
    ...(order.attach === undefined ? {} : { attach: order.attach }),
  }
  if (order.paidAt === undefined) return unpaid
  return {
    ...unpaid,
    openid: PLATFORM.openid,
    is_subscribe: 'N',
    sub_openid: order.openid,
    sub_is_subscribe: 'N',
    trade_type: 'JSAPI',
    bank_type: PLATFORM.bankType,
    total_fee: order.totalFee,
    fee_type: 'CNY',
    cash_fee: order.totalFee,
    transaction_id: order.transactionId,
    time_end: beijingDigits(order.paidAt),
  }
}

/** `closeOrder`: an unpaid order cannot be paid any more. The documented wait of 5 minutes is not enforced. */
export const closeOrder: PayApi = async (fields, { payments }) => {
  const order = findOrder(fields, payments.book)
  await closeUnpaid(payments, order)
  return { sub_mch_id: order.subMchId }
}

/** The order that `out_trade_no` or `transaction_id` names. Throws PayRefusal ORDERNOTEXIST, PARAM_ERROR. */
export function findOrder(
  fields: Record<string, unknown>,
  book: { byOutTradeNo(no: unknown): PayOrder | undefined; find(m: (o: PayOrder) => boolean): PayOrder | undefined },
): PayOrder {
  const transactionId = optionalText(fields, 'transaction_id')
  const order =
    transactionId === undefined
      ? book.byOutTradeNo(requiredText(fields, 'out_trade_no'))
      : book.find((candidate) => candidate.transactionId === transactionId)
  if (order === undefined) throw new PayRefusal('ORDERNOTEXIST', '此交易订单号不存在')
  return order
}

function expiry(fields: Record<string, unknown>, now: number): number {
  const digits = optionalText(fields, 'time_expire')
  if (digits === undefined) return now + PREPAY_LIFE_MS
  const instant = parseBeijingDigits(digits)
  if (instant === undefined) throw new PayRefusal('PARAM_ERROR', 'time_expire is not yyyyMMddHHmmss')
  return instant
}
