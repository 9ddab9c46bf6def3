import type { KitchenOrder, StaffDocument } from '@yundian/contract'
import { effectsOf, mayMove, type OrderStatus, orderStatuses, Refusal } from '@yundian/domain'
import { _, type House, kitchenOrder } from '@yundian/platform'
import { ownOrder } from './ownOrder.ts'

type KitchenStep = 'cooking' | 'ready' | 'served'

/**
 * Moves an order of the staff's own store one legal step, in one conditional write. Moving it again to where it
 * already is answers the same, since a tap on a bad line is sent twice.
 */
export async function moveOrder(
  id: string,
  to: KitchenStep,
  house: House,
  staff: StaffDocument,
): Promise<KitchenOrder> {
  const { records, clock } = house
  const from = orderStatuses.filter((status) => mayMove(status, to))
  const moved = await records.orders.updateAndReturn(
    { _id: id, store: staff.store, status: _.in(from), share: _.exists(false) },
    { status: to, [instantOf[to]]: new Date(clock.now()), owes: _.push(effectsOf(to)) },
  )
  if (moved) return kitchenOrder(moved)
  const standing = await ownOrder(id, house, staff)
  if (standing.status === to) return kitchenOrder(standing)
  throw new Refusal('wrong_status', { status: standing.status, wanted: from.join() })
}

const instantOf = { cooking: 'cookingAt', ready: 'readyAt', served: 'servedAt' } as const satisfies Partial<
  Record<OrderStatus, string>
>
