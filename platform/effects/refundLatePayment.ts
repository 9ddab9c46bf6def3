import type { Order } from '@yundian/domain'
import type { House } from '../house.ts'

/** Gives back the money of an order that was paid after its cancellation and cannot be made any more (R16, R22). */
export async function refundLatePayment(order: Order, { records, pay, clock }: House): Promise<'done' | 'later'> {
  const paidFen = order.payment?.paidFen ?? 0
  const end = await pay.refund({ id: order._id, refundId: `${order._id}-1`, totalFen: paidFen, refundFen: paidFen })
  if (end === 'again') {
    const text = `The refund of ${paidFen} fen for order ${order._id} was not accepted; it is tried again every minute`
    await records.alerts.add({ _id: `refund:${order._id}`, kind: 'refund', text, at: new Date(clock.now()) })
    return 'later'
  }
  await records.orders.update({ _id: order._id, status: 'cancelled' }, { status: 'refunded', refundedFen: paidFen })
  return 'done'
}
