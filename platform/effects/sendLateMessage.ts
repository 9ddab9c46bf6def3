import { type Order, promiseOf } from '@yundian/domain'
import type { House } from '../house.ts'

/**
 * Tells the diner that his food comes later than promised, once a slip: as with every message, the sending is recorded
 * first (R23). Who has it in his hands by now hears nothing.
 */
export async function sendLateMessage(order: Order, { records, menus, messages, clock }: House): Promise<'done'> {
  const promised = promiseOf(order)
  if (order.readyAt || order.status === 'refunded' || promised === undefined) return 'done'
  const recorded = await records.messages.add({
    _id: `late:${order._id}:${order.slips ?? 0}`,
    diner: order.diner,
    order: order._id,
    sentAt: new Date(clock.now()),
  })
  if (recorded === 'exists') return 'done'
  const menu = await menus.take(order.store, order.menuVersion)
  await messages.orderLate(order, promised, menu?.store.timeZone ?? 'Asia/Shanghai')
  return 'done'
}
