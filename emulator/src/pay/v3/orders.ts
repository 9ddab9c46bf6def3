import { PayRefusal } from '../businessAnswer.ts'
import { fee, optionalText, requiredText, shaped } from '../fields.ts'
import { OUT_TRADE_NO, PREPAY_LIFE_MS } from '../limits.ts'
import type { PayOrder } from '../order.ts'
import { closeUnpaid, placeOrder } from '../orderMoves.ts'
import { transactionFields } from './fields.ts'
import { requireMerchant, type V3Api } from './v3Api.ts'
import { V3Error } from './v3Error.ts'

/** `POST /v3/pay/transactions/jsapi`: an order that the payer pays in the mini-program. */
export const orderJsapi: V3Api = async ({ body, payments, clock, appId }) => {
  requireMerchant(body.mchid)
  if (requiredText(body, 'appid') !== appId) {
    throw new V3Error(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配，请检查后再试')
  }
  const now = clock.now()
  const order = await placeOrder(payments, {
    channel: 'wechatV3',
    outTradeNo: shaped(body, 'out_trade_no', OUT_TRADE_NO),
    prepayId: `wx${payments.numbers.hex(17)}`,
    totalFee: fee(part(body, 'amount'), 'total'),
    body: requiredText(body, 'description'),
    attach: optionalText(body, 'attach'),
    subMchId: '0',
    functionName: '',
    notifyUrl: address(body),
    openid: requiredText(part(body, 'payer'), 'openid'),
    createdAt: now,
    expiresAt: expiry(body, now),
    state: 'NOTPAY',
    refunds: [],
  })
  return { prepay_id: order.prepayId }
}

/** `GET /v3/pay/transactions/out-trade-no/{}` and `…/id/{}`. */
export const queryTransaction: V3Api = async ({ parameter, query, payments, appId, path }) => {
  requireMerchant(query.get('mchid'))
  const book = payments.bookOf('wechatV3')
  const order = path.includes('/id/')
    ? book.find(({ transactionId }) => transactionId === parameter)
    : book.byOutTradeNo(parameter)
  return transactionFields(known(order), appId)
}

/** `POST /v3/pay/transactions/out-trade-no/{}/close`: answers 204. */
export const closeTransaction: V3Api = async ({ parameter, body, payments }) => {
  requireMerchant(body.mchid)
  await closeUnpaid(payments, known(payments.bookOf('wechatV3').byOutTradeNo(parameter)))
  return undefined
}

/** @throws PayRefusal ORDERNOTEXIST */
export function known(order: PayOrder | undefined): PayOrder {
  if (order === undefined) throw new PayRefusal('ORDERNOTEXIST', '订单不存在')
  return order
}

/** An object inside the body. @throws PayRefusal PARAM_ERROR */
export function part(body: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = body[name]
  if (typeof value !== 'object' || value === null) throw new PayRefusal('PARAM_ERROR', `${name} is missing`)
  return value as Record<string, unknown>
}

/** The address that is told. The real platform demands https; here the address is on this machine. */
function address(body: Record<string, unknown>): string {
  const text = requiredText(body, 'notify_url')
  if (!URL.canParse(text) || new URL(text).search !== '') {
    throw new PayRefusal('PARAM_ERROR', 'notify_url is not an address without a query')
  }
  return text
}

function expiry(body: Record<string, unknown>, now: number): number {
  const text = optionalText(body, 'time_expire')
  if (text === undefined) return now + PREPAY_LIFE_MS
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(instant)) throw new PayRefusal('PARAM_ERROR', 'time_expire is not of the form of RFC 3339')
  return instant
}
