import { type Order, outRefundNo } from '@yundian/domain'
import type { House } from '../house.ts'

/** Points and stored value go back where they came from: one row of each ledger for each refund that has them. */
export async function giveBackParts(order: Order, { records }: House): Promise<'done'> {
  for (const [number, { parts, grantedAt }] of Object.entries(order.refunds ?? {})) {
    if (!parts) continue
    const base = { _id: `back:${outRefundNo(order._id, number)}`, diner: order.diner, store: order.store }
    const row = { ...base, kind: 'back' as const, order: order._id, at: grantedAt }
    if (parts.points > 0) await records.pointEntries.add({ ...row, points: parts.points })
    if (parts.valueFen > 0) await records.valueEntries.add({ ...row, fen: parts.valueFen })
  }
  return 'done'
}
