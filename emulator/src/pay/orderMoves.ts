import { PayRefusal } from './businessAnswer.ts'
import { REFUND_INTERVAL_MS, REFUND_SETTLES_AFTER_MS, REFUND_WITHIN_MS, REFUNDS_PER_ORDER_MAX } from './limits.ts'
import { type PayOrder, REFUND_FAILURES, type Refund } from './order.ts'
import { type Payments, refundableFen } from './payments.ts'

// What every remote side does with an order, whatever it is called on the wire. Refusals bear the codes of the v2 pages.

/**
 * Makes an order, or finds the one with the same number, fee and payer.
 * @throws PayRefusal ORDERCLOSED, ORDERPAID, OUT_TRADE_NO_USED
 */
export async function placeOrder(payments: Payments, wanted: PayOrder): Promise<PayOrder> {
  const book = payments.bookOf(wanted.channel)
  const known = book.byOutTradeNo(wanted.outTradeNo)
  if (known) refuseUnlessSame(known, wanted)
  const order = known ?? wanted
  await book.save(order)
  return order
}

/**
 * Makes an unpaid order one that cannot be paid any more.
 * @throws PayRefusal ORDERCLOSED, ORDERPAID
 */
export async function closeUnpaid(payments: Payments, order: PayOrder): Promise<void> {
  if (order.state === 'CLOSED') throw new PayRefusal('ORDERCLOSED', '当前订单已关闭')
  if (order.paidAt !== undefined) throw new PayRefusal('ORDERPAID', '商户订单已支付')
  order.state = 'CLOSED'
  await payments.bookOf(order.channel).save(order)
}

export interface WantedRefund {
  outRefundNo: string
  /** fen */
  refundFee: number
  /** The fee that was paid, in fen, as the merchant believes. */
  totalFee: number
  /** ms; absent: a little later. */
  settlesAt?: number
}

/**
 * Accepts a refund, or finds the one with the same number and fee (R16); one that failed is tried again by its number.
 * The texts are those that merchants report of the real platform.
 * @throws PayRefusal TRADE_STATE_ERROR, TRADE_OVERDUE, REFUND_FEE_MISMATCH, ERROR, INVALID_REQUEST, FREQUENCY_LIMITED
 */
export async function makeRefund(
  payments: Payments,
  order: PayOrder,
  wanted: WantedRefund,
  now: number,
  to: { functionName?: string; url?: string },
): Promise<Refund> {
  const { outRefundNo, refundFee, totalFee } = wanted
  if (order.paidAt === undefined) throw new PayRefusal('TRADE_STATE_ERROR', '订单状态错误')
  const known = order.refunds.find((candidate) => candidate.outRefundNo === outRefundNo)
  if (totalFee !== order.totalFee || (known && known.refundFee !== refundFee)) {
    throw new PayRefusal('REFUND_FEE_MISMATCH', '订单金额或退款金额与之前请求不一致，请核实后再试')
  }
  if (known && !hasFailed(known, now)) return known
  if (now - order.paidAt > REFUND_WITHIN_MS) throw new PayRefusal('TRADE_OVERDUE', '订单已经超过可退款的最大期限')
  refuseBeyondPaid(order, refundFee, now)
  refuseTooMany(order, known, now)
  const made = known ?? {
    outRefundNo,
    refundId: `5030${payments.numbers.digits(24)}`,
    refundFee,
    acceptedAt: 0,
    settlesAt: 0,
  }
  Object.assign(made, { acceptedAt: now, ...fate(payments, order, wanted, now) })
  await payments.acceptRefund(order, made, to)
  return made
}

function refuseBeyondPaid(order: PayOrder, refundFee: number, now: number): void {
  const left = refundableFen(order, now)
  if (left === 0) throw new PayRefusal('ERROR', '订单已全额退款')
  if (refundFee > left) throw new PayRefusal('INVALID_REQUEST', 'refund_fee大于可退金额')
}

function refuseTooMany(order: PayOrder, known: Refund | undefined, now: number): void {
  if (known === undefined && order.refunds.length >= REFUNDS_PER_ORDER_MAX) {
    throw new PayRefusal('INVALID_REQUEST', `一笔订单最多退款${REFUNDS_PER_ORDER_MAX}次`)
  }
  const interval = REFUND_INTERVAL_MS[order.channel]
  const sooner = order.refunds.some(({ acceptedAt }) => now >= acceptedAt && now - acceptedAt < interval)
  if (sooner) throw new PayRefusal('FREQUENCY_LIMITED', '同一笔订单的退款请求过于频繁，请间隔1分钟后再试')
}

/** When the refund is done, and whether it fails then: trouble may make it late, or fail, unless it is done at once. */
function fate(payments: Payments, order: PayOrder, wanted: WantedRefund, now: number) {
  if (wanted.settlesAt !== undefined) return { settlesAt: wanted.settlesAt }
  const { channel, outTradeNo } = order
  const strikes = payments.trouble.decide('refund', { channel, outTradeNo, outRefundNo: wanted.outRefundNo })
  const late = strikes.reduce((sum, { does, ms }) => (does === 'delay' ? sum + ms : sum), 0)
  const failed = strikes.find(({ does }) => does === 'fail')
  const failure = REFUND_FAILURES.find((candidate) => candidate === failed?.code)
  return { settlesAt: now + REFUND_SETTLES_AFTER_MS + late, failure }
}

const hasFailed = (refund: Refund, now: number) => refund.failure !== undefined && now >= refund.settlesAt

function refuseUnlessSame(known: PayOrder, wanted: PayOrder): void {
  if (known.state === 'CLOSED') throw new PayRefusal('ORDERCLOSED', '当前订单已关闭')
  if (known.paidAt !== undefined) throw new PayRefusal('ORDERPAID', '商户订单已支付')
  const otherPayer = known.openid !== undefined && wanted.openid !== undefined && known.openid !== wanted.openid
  if (otherPayer || known.totalFee !== wanted.totalFee || wanted.createdAt >= known.expiresAt) {
    throw new PayRefusal('OUT_TRADE_NO_USED', '商户订单号重复')
  }
}
