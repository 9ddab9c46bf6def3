import { type Order, outRefundNo } from '@yundian/domain'
import type { House } from '../house.ts'

/** Points go back with the money that earned them: one row of the ledger for each refund (I4). */
export async function takeBackPoints(order: Order, { records }: House): Promise<'done'> {
  for (const [number, refund] of Object.entries(order.refunds ?? {})) {
    if (refund.points === 0) continue
    await records.pointEntries.add({
      _id: `refund:${outRefundNo(order._id, number)}`,
      diner: order.diner,
      store: order.store,
      kind: 'refund',
      order: order._id,
      points: -refund.points,
      at: refund.grantedAt,
    })
  }
  return 'done'
}
