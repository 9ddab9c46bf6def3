import { type Order, refundedQuantities } from '@yundian/domain'
import type { House } from '../house.ts'

/** The kitchen gets one ticket for an order that is paid or on a bill, ever (I5): its id is the order's. What was given back is not on it. */
export async function makeTicket(order: Order, { records, clock }: House): Promise<'done'> {
  if (order.status === 'refunded' || order.status === 'voided' || order.share) return 'done'
  const refunded = refundedQuantities(order)
  await records.tickets.add({
    _id: `${order._id}:kitchen:1`,
    order: order._id,
    store: order.store,
    station: 'kitchen',
    pickupNumber: order.pickupNumber,
    ...(order.table === undefined ? {} : { table: order.table }),
    ...(order.remark === undefined ? {} : { remark: order.remark }),
    lines: order.lines.flatMap(({ dish, name, spec, options, choices, quantity, remark }, at) => {
      const left = quantity - (refunded[at] ?? 0)
      if (left <= 0) return []
      return [{ dish, name, spec, options, choices, quantity: left, ...(remark === undefined ? {} : { remark }) }]
    }),
    madeAt: new Date(clock.now()),
  })
  return 'done'
}
