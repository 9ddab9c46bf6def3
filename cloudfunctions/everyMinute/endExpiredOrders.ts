import { effectsOf, type Order } from '@yundian/domain'
import { _, closableAfterMs, closeAtChannel, type House } from '@yundian/platform'
import { eachInTime } from './eachInTime.ts'

const mostOrders = 300

/**
 * Cancels orders that were not paid in time. One whose payment was begun is closed at the pay platform first (R11),
 * not earlier than it allows (R12); if the diner was faster, the order is paid instead (R13).
 * @returns how many were cancelled
 */
export async function endExpiredOrders(house: House): Promise<number> {
  const { records, clock } = house
  const expired = await records.orders.find(
    { status: 'placed', holdUntil: _.lte(new Date(clock.now())) },
    { orderBy: [{ field: 'placedAt', direction: 'asc' }], limit: mostOrders },
  )
  return eachInTime(expired, house, async (order) => {
    if (!(await isClosed(order, house))) return false
    const changed = await records.orders.update(
      { _id: order._id, status: 'placed', ...unchangedPayment(order) },
      { status: 'cancelled', cancelledAt: new Date(clock.now()), owes: _.push(effectsOf('cancelled')) },
    )
    return changed === 1
  })
}

/** True when the order can no longer be paid at the pay platform. */
async function isClosed(order: Order, house: House): Promise<boolean> {
  if (!order.payment) return true
  if (house.clock.now() < order.payment.startedAt.getTime() + closableAfterMs) return false
  return (await closeAtChannel(order, house)) === 'closed'
}

/** The payment must be as it was when it was closed: the diner may have begun to pay in between. */
function unchangedPayment({ payment }: Order) {
  return payment ? { 'payment.startedAt': payment.startedAt } : { payment: _.exists(false) }
}
