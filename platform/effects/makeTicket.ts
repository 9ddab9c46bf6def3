import type { Order } from '@yundian/domain'
import type { House } from '../house.ts'

/** The kitchen gets one ticket for a paid order, ever (I5): its id is the order's. */
export async function makeTicket(order: Order, { records, clock }: House): Promise<'done'> {
  await records.tickets.add({
    _id: `${order._id}:kitchen:1`,
    order: order._id,
    store: order.store,
    station: 'kitchen',
    pickupNumber: order.pickupNumber,
    ...(order.table === undefined ? {} : { table: order.table }),
    ...(order.remark === undefined ? {} : { remark: order.remark }),
    lines: order.lines.map(({ dish, name, spec, options, choices, quantity }) => ({
      dish,
      name,
      spec,
      options,
      choices,
      quantity,
    })),
    madeAt: new Date(clock.now()),
  })
  return 'done'
}
