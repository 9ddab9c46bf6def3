import type { Order } from '@yundian/domain'
import { endOfHold, type HoldEnd, holdingOf } from '../board/holding.ts'
import type { House } from '../house.ts'
import { releaseShare, settleShare } from './settleShare.ts'

/** The portions of an order that is paid, or on a bill, become sold; a share of a bill becomes paid. */
export async function settleHold(order: Order, house: House): Promise<'done'> {
  if (order.share) return settleShare(order, order.share, house)
  return endHold(order, house, 'sale')
}

/**
 * The portions of a cancelled order can be sold again. An order that lives again by now holds them under another name,
 * which is not this cancellation's to end.
 */
export async function releaseHold(order: Order, house: House): Promise<'done' | 'later'> {
  if (order.share) return releaseShare(order, order.share, house)
  if (order.status !== 'cancelled') return 'done'
  return endHold(order, house, 'release')
}

/**
 * Ends an order's hold on the board in one conditional write: the hold must be there and be the order's own, so it
 * ends exactly once, either way (I3).
 */
async function endHold(order: Order, { records }: House, end: HoldEnd): Promise<'done'> {
  await records.boards.update(holdOf(order), endOfHold(order._id, holdingOf(order), end))
  return 'done'
}

function holdOf(order: Pick<Order, '_id' | 'store' | 'attempt'>) {
  return { _id: order.store, [`holds.${order._id}.attempt`]: order.attempt }
}
