import type { Order } from '@yundian/domain'
import type { House } from '../house.ts'

/** The diner gets the points of a paid order, once: one row of the ledger, named after the order (I4). */
export async function earnPoints(order: Order, { records, clock }: House): Promise<'done'> {
  if (order.points === 0) return 'done'
  await records.pointEntries.add({
    _id: `earn:${order._id}`,
    diner: order.diner,
    store: order.store,
    kind: 'earn',
    order: order._id,
    points: order.points,
    at: new Date(clock.now()),
  })
  return 'done'
}
