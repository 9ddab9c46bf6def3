import type { Order } from '@yundian/domain'
import type { House } from '../house.ts'
import { recordPayment } from '../recordPayment.ts'

/** The pay platform refuses to close an order younger than this (R12). */
export const closableAfterMs = 5 * 60_000

/** Closes the payment of a cancelled order, so that it can no longer be paid; if it just was, the money is recorded. */
export async function closePayment(order: Order, house: House): Promise<'done' | 'later'> {
  if (!order.payment || order.payment.transactionId !== undefined) return 'done'
  if (house.clock.now() < order.payment.startedAt.getTime() + closableAfterMs) return 'later'
  const end = await house.pay.close(order._id)
  if (end === 'again') return 'later'
  if (end === 'paid') {
    const answer = await house.pay.query(order._id)
    if (answer.state === 'paid') await recordPayment({ outTradeNo: order._id, ...answer }, house)
  }
  return 'done'
}
