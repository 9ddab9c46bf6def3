import type { Order } from '@yundian/domain'
import type { House } from '../house.ts'

/**
 * Tells the diner that the food is ready. The sending is recorded first, so that a crash can lose the message but
 * never sends it twice: one grant is one message (R23), and the screen shows the state anyway.
 */
export async function sendReadyMessage(order: Order, { records, menus, messages, clock }: House): Promise<'done'> {
  const recorded = await records.messages.add({
    _id: `ready:${order._id}`,
    diner: order.diner,
    order: order._id,
    sentAt: new Date(clock.now()),
  })
  if (recorded === 'exists') return 'done'
  const menu = await menus.take(order.store, order.menuVersion)
  await messages.orderReady(order, menu?.store.name ?? order.store)
  return 'done'
}
