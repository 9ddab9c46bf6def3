import type { KitchenOrder, StaffDocument } from '@yundian/contract'
import { effectsOf, mayMove, type OrderStatus, orderStatuses, Refusal } from '@yundian/domain'
import { _, type House, kitchenOrder } from '@yundian/platform'

type KitchenStep = 'cooking' | 'ready' | 'served'

/**
 * Moves an order of the staff's own store one legal step, in one conditional write. Moving it again to where it
 * already is answers the same, since a tap on a bad line is sent twice.
 */
export async function moveOrder(
  id: string,
  to: KitchenStep,
  { records, clock }: House,
  staff: StaffDocument,
): Promise<KitchenOrder> {
  const from = orderStatuses.filter((status) => mayMove(status, to))
  const moved = await records.orders.updateAndReturn(
    { _id: id, store: staff.store, status: _.in(from) },
    { status: to, [instantOf[to]]: new Date(clock.now()), owes: _.push(effectsOf(to)) },
  )
  if (moved) return kitchenOrder(moved)
  const [standing] = await records.orders.find({ _id: id, store: staff.store }, { limit: 1 })
  if (!standing) throw new Refusal('unknown_order', { order: id })
  if (standing.status === to) return kitchenOrder(standing)
  throw new Refusal('wrong_status', { status: standing.status, wanted: from.join() })
}

const instantOf = { cooking: 'cookingAt', ready: 'readyAt', served: 'servedAt' } as const satisfies Partial<
  Record<OrderStatus, string>
>
