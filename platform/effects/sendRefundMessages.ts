import { type Order, outRefundNo } from '@yundian/domain'
import type { House } from '../house.ts'

/** Tells the diner of each refund that arrived, once: as with every message, the sending is recorded first (R23). */
export async function sendRefundMessages(order: Order, { records, messages, clock }: House): Promise<'done'> {
  for (const [number, refund] of Object.entries(order.refunds ?? {})) {
    if (refund.state !== 'done') continue
    const recorded = await records.messages.add({
      _id: `refunded:${outRefundNo(order._id, number)}`,
      diner: order.diner,
      order: order._id,
      sentAt: new Date(clock.now()),
    })
    if (recorded === 'added') await messages.refundArrived(order, refund.fen)
  }
  return 'done'
}
