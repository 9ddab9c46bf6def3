import type { Order } from '@yundian/domain'
import type { House } from '../house.ts'

/** Gives back the money of an order that was paid after its cancellation and cannot be made any more (R16, R22). */
export async function refundLatePayment(order: Order, { records, pay }: House): Promise<'done' | 'later'> {
  const paidFen = order.payment?.paidFen ?? 0
  const end = await pay.refund({ id: order._id, refundId: `${order._id}-1`, totalFen: paidFen, refundFen: paidFen })
  if (end === 'again') return 'later'
  await records.orders.update({ _id: order._id, status: 'cancelled' }, { status: 'refunded', refundedFen: paidFen })
  return 'done'
}
