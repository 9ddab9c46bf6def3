import type { Order } from '@yundian/domain'
import type { House } from '../house.ts'
import { deliver } from './deliver.ts'
import type { Delivery } from './delivery.ts'
import { bodyOf, orderEvents } from './orderEvents.ts'
import { webhooksOf } from './webhooksOf.ts'

/**
 * What happened to an order is written down for each address that wants to know, one row each, ever, and told at once; what
 * is not heard then, `everyMinute` tells again.
 */
export async function tellWebhooks(order: Order, house: House): Promise<'done'> {
  const webhooks = await webhooksOf(order.store, house)
  if (webhooks.length === 0) return 'done'
  const now = new Date(house.clock.now())
  const wanted = webhooks.flatMap(({ _id: webhook, events, since }) =>
    orderEvents(order)
      .filter(({ event, at }) => events.includes(event) && at >= since)
      .map((happened): Delivery => {
        const _id = `${webhook}:${order._id}:${happened.key}`
        return {
          ...{ _id, webhook, store: order.store, event: happened.event, order: order._id },
          body: bodyOf(order, _id, happened),
          ...{ state: 'waiting', attempts: 0, madeAt: now, beganAt: now, nextAt: now },
        }
      }),
  )
  const made = await Promise.all(
    wanted.map(async (delivery) => ({ delivery, is: await house.records.deliveries.add(delivery) })),
  )
  const young = made.filter(({ is }) => is === 'added')
  await Promise.allSettled(young.map(({ delivery }) => deliver(delivery, house)))
  return 'done'
}
