import type { Order } from '@yundian/domain'
import type { Change } from '../collection.ts'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** The portions of a paid order become sold. */
export async function settleHold(order: Order, house: House): Promise<'done'> {
  return endHold(order, house, 'sold')
}

/**
 * The portions of a cancelled order can be sold again. An order that lives again by now holds them under another name,
 * which is not this cancellation's to end.
 */
export async function releaseHold(order: Order, house: House): Promise<'done'> {
  if (order.status !== 'cancelled') return 'done'
  return endHold(order, house, 'left')
}

/**
 * Ends an order's hold on the board in one conditional write: the hold must be there and be the order's own, so it
 * ends exactly once, either way (I3).
 */
async function endHold(order: Order, { records }: House, into: 'sold' | 'left'): Promise<'done'> {
  await records.boards.update(holdOf(order), endOfHold(order._id, order.demand, into))
  return 'done'
}

function holdOf(order: Pick<Order, '_id' | 'store' | 'attempt'>) {
  return { _id: order.store, [`holds.${order._id}.attempt`]: order.attempt }
}

/** The change of the board that ends a hold: its portions go to `sold`, or back to `left`. */
export function endOfHold(orderId: string, portions: Record<string, number>, into: 'sold' | 'left'): Change {
  const moved = Object.entries(portions).map(([sku, quantity]) => [`${into}.${sku}`, _.inc(quantity)])
  return { [`holds.${orderId}`]: _.remove(), ...Object.fromEntries(moved) }
}
