import { PayRefusal } from './businessAnswer.ts'
import type { PayOrder } from './order.ts'
import { placeOrder } from './orderMoves.ts'
import type { CodePlatform } from './payerCodes.ts'
import type { Payments } from './payments.ts'

/**
 * Pays an order by the code that the diner's phone shows.
 * @returns the order: paid, or in state USERPAYING, which a person ends by `Payments.pay` with the order's prepay id
 * @throws PayRefusal AUTH_CODE_INVALID, after which the order is unknown; NOTENOUGH, after which it failed for good; and
 *   those of placeOrder
 */
export async function payByCode(
  payments: Payments,
  wanted: PayOrder,
  platform: CodePlatform,
  code: string,
): Promise<PayOrder> {
  const book = payments.bookOf(wanted.channel)
  const known = book.byOutTradeNo(wanted.outTradeNo)
  if (known?.state === 'USERPAYING') return known
  if (known?.state === 'PAYERROR' || known?.state === 'REVOKED') {
    throw new PayRefusal('OUT_TRADE_NO_USED', '商户订单号重复')
  }
  const payer = payments.payerCodes.read(platform, code)
  if (payer === undefined) throw new PayRefusal('AUTH_CODE_INVALID', '二维码已过期，请用户在微信上刷新后再试')
  const order = await placeOrder(payments, { ...wanted, openid: payer.openid })
  if (payer.then === 'pays') {
    await payments.takeMoney(order, payer.openid, order.notifyUrl !== undefined)
    return order
  }
  order.state = payer.then === 'asked' ? 'USERPAYING' : 'PAYERROR'
  await book.save(order)
  if (payer.then === 'cannot') throw new PayRefusal('NOTENOUGH', '用户余额不足')
  return order
}

/**
 * Takes a payment by code back: money that came goes back whole, an order without it can never be paid.
 * @returns what it took
 */
export async function takeBack(payments: Payments, order: PayOrder, now: number): Promise<'close' | 'refund'> {
  const paid = order.paidAt !== undefined
  if (paid && order.refunds.length === 0) {
    const refund = { outRefundNo: '', refundId: `5030${payments.numbers.digits(24)}`, refundFee: order.totalFee }
    await payments.acceptRefund(order, { ...refund, acceptedAt: now, settlesAt: now }, {})
  }
  order.state = 'REVOKED'
  await payments.bookOf(order.channel).save(order)
  return paid ? 'refund' : 'close'
}
