import type { Order } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/**
 * Lets the payment of an order go that its channel has proven closed: any channel may begin anew, by a new number, since
 * a platform takes a closed one never again.
 * @param order as it was when the closing was asked for; one whose payment was begun again since stays as it is
 * @returns the order afterwards, or undefined when it changed in between
 */
export async function letPaymentGo(order: Order, { records }: House): Promise<Order | undefined> {
  return records.orders.updateAndReturn(
    { _id: order._id, status: 'placed', 'payment.startedAt': order.payment?.startedAt },
    { payment: _.remove(), closedPayments: _.inc(1) },
  )
}
