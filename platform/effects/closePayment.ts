import type { Order } from '@yundian/domain'
import type { House } from '../house.ts'
import { closeAtChannel } from '../pay/askChannel.ts'

/** The pay platform refuses to close an order younger than this (R12). */
export const closableAfterMs = 5 * 60_000

/** Closes the payment of a cancelled order, so that it can no longer be paid; if it just was, the money is recorded. */
export async function closePayment(order: Order, house: House): Promise<'done' | 'later'> {
  if (!order.payment || order.payment.transactionId !== undefined) return 'done'
  if (house.clock.now() < order.payment.startedAt.getTime() + closableAfterMs) return 'later'
  return (await closeAtChannel(order, house)) === 'again' ? 'later' : 'done'
}
