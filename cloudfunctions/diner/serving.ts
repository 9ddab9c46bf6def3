import type { DinerRequest } from '@yundian/contract'
import { bandOf, isOpen, type Menu, type Order, Refusal, slotAt } from '@yundian/domain'

type Wish = DinerRequest<'placeOrder'>

/**
 * Says whether the store serves an order in the way, at the place and at the time that the diner wishes, now (ms).
 * @throws Refusal unknown_table, mode_not_offered, too_far, bad_input, no_such_slot, store_closed
 */
export function checkServing(wish: Wish, menu: Menu, now: number): void {
  const { store, tables } = menu
  if (wish.mode === 'dineIn' && !tables.some((table) => table.id === wish.table)) {
    throw new Refusal('unknown_table', { table: wish.table ?? '' })
  }
  if (wish.mode === 'delivery') {
    if (!store.delivery) throw new Refusal('mode_not_offered', { mode: wish.mode })
    if (!wish.address) throw new Refusal('bad_input', { field: 'address', problem: 'missing' })
    bandOf(store.delivery, wish.address)
  }
  if (wish.slot === undefined) {
    if (!isOpen(now, store)) throw new Refusal('store_closed', { opensAtMinutes: store.openingHours[0]?.from })
    return
  }
  if (wish.mode === 'dineIn') throw new Refusal('bad_input', { field: 'slot', problem: 'not at a table' })
  slotAt(store, wish.slot, now)
}

/** What stands on an order about its handing over, once it was checked. */
export function servingOf(
  { mode, table, address, slot }: Wish,
  { store }: Menu,
): Pick<Order, 'table' | 'delivery' | 'slot'> {
  const band = mode === 'delivery' && store.delivery && address ? bandOf(store.delivery, address) : undefined
  const slotMs = (store.later?.slotMinutes ?? 0) * 60_000
  return {
    ...(mode === 'dineIn' ? { table } : {}),
    ...(band && address ? { delivery: { ...address, metres: band.distance, fen: band.fen } } : {}),
    ...(slot === undefined ? {} : { slot: { from: new Date(slot), to: new Date(slot + slotMs) } }),
  }
}
