import { type Order, partsPaid } from '@yundian/domain'
import { endHoldOfParts } from '../account/holdParts.ts'
import type { House } from '../house.ts'

/**
 * What was put aside for an order ends: of a paid one it leaves the ledgers, a row each, ever; of one that is over it is
 * free again. The rows come first, so that nothing is ever free and used at once.
 */
export async function endParts(order: Order, house: House): Promise<'done'> {
  if (!order.parts) return 'done'
  const parts = partsPaid(order)
  const base = { _id: `spend:${order._id}`, diner: order.diner, store: order.store, order: order._id }
  const row = { ...base, kind: 'spend' as const, at: order.payment?.paidAt ?? new Date(house.clock.now()) }
  if (parts && parts.points > 0) await house.records.pointEntries.add({ ...row, points: -parts.points })
  if (parts && parts.valueFen > 0) await house.records.valueEntries.add({ ...row, fen: -parts.valueFen })
  await endHoldOfParts(order, undefined, house)
  return 'done'
}
