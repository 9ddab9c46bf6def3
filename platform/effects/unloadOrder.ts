import { type Order, type OrderStatus, unloading } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

const overFor: readonly OrderStatus[] = ['ready', 'served', 'closed', 'refunded', 'voided']

/**
 * The work of an order is no load of its stations any more: it is cooked, or nobody will. Its place in a slot to come is
 * free again when nobody had begun. One conditional write, whose condition it ends, so it happens once.
 */
export async function unloadOrder(order: Order, { records, clock }: House): Promise<'done'> {
  if (!overFor.includes(order.status) && !order.forgottenAt) return 'done'
  const isUntouched = order.status === 'refunded' && !order.cookingAt && !order.readyAt
  const slotToo = isUntouched && order.slot !== undefined && order.slot.from.getTime() > clock.now()
  const ended = unloading(order.claims ?? [], slotToo)
  if (!ended) return 'done'
  await records.boards.update(
    { _id: order.store, [ended.mark]: _.gte(1) },
    { [ended.mark]: _.remove(), ...Object.fromEntries(ended.back.map(({ path, by }) => [path, _.inc(-by)])) },
  )
  return 'done'
}
