import { effectsOf, type Order, type Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { closeAtChannel } from '../pay/askChannel.ts'
import { _ } from '../records.ts'
import { giveUpClaim, type ShareRef, shareOf } from './claimShare.ts'
import { writeShareOrder } from './shareOrder.ts'

/**
 * Ends somebody's claim of a share so that another can pay it: only after his payment is closed at the platform, or was
 * never begun (R11).
 * @returns 'paid' when he was faster; 'again' when it cannot be closed yet
 */
export async function freeShare(host: Sitting, ref: ShareRef, house: House): Promise<'free' | 'paid' | 'again'> {
  const { order: id } = shareOf(host, ref)
  if (id === undefined) return 'free'
  // Who claimed it may have died before he wrote his order; he cannot write it any more when it stands cancelled.
  const order = await writeShareOrder(host, ref, 'cancelled', house)
  const end = await endPayment(order, house)
  if (end === 'free') await giveUpClaim(id, ref, house)
  return end
}

async function endPayment(order: Order, house: House): Promise<'free' | 'paid' | 'again'> {
  const { records, clock } = house
  const { status, payment } = order
  if (payment?.transactionId !== undefined) return status === 'cancelled' ? 'again' : 'paid'
  if (status === 'cancelled' && !order.owes.includes('closePayment')) return 'free'
  if (payment) {
    const end = await closeAtChannel(order, house)
    if (end !== 'closed') return end
  }
  if (status === 'cancelled') return 'free'
  const unchanged = payment ? { 'payment.startedAt': payment.startedAt } : { payment: _.exists(false) }
  const cancelled = { status: 'cancelled', cancelledAt: new Date(clock.now()), owes: _.push(effectsOf('cancelled')) }
  return (await records.orders.update({ _id: order._id, status, ...unchanged }, cancelled)) === 1 ? 'free' : 'again'
}
