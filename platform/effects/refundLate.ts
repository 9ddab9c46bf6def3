import { lateRefund, type Order, refundNumber } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** The money of a payment that came too late goes back, unless the order lives again by now (R22). */
export async function refundLate(order: Order, { records, clock }: House): Promise<'done'> {
  const refund = lateRefund(order, new Date(clock.now()))
  await records.orders.update(
    { _id: order._id, status: 'cancelled', lateEnd: _.exists(false) },
    {
      lateEnd: 'refunded',
      status: 'refunded',
      refundedFen: refund.fen,
      [`refunds.${refundNumber(1)}`]: _.set(refund),
      owes: _.push(['refund']),
    },
  )
  return 'done'
}
