import type { Order } from '@yundian/domain'
import { connectCounter, runEffects, serveTrigger } from '@yundian/platform'

/** The CloudEvent of a database trigger, as far as we use it. */
interface OrderEvent {
  data: { doc: Pick<Order, '_id' | 'owes'> }
}

connectCounter()

/**
 * An order changed, and what it owes is done at once. The event says only which: it may be late or out of order, and
 * its dates are text, so the order is read anew.
 */
export const main = serveTrigger(async ({ data: { doc } }: OrderEvent, house) => {
  if (doc.owes.length === 0) return { ran: [] }
  const order = await house.records.orders.get(doc._id)
  if (!order) return { ran: [] }
  await runEffects(order, house)
  return { ran: order.owes }
})
