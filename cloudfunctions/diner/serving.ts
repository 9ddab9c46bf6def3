import type { DinerRequest } from '@yundian/contract'
import {
  type Board,
  bandOf,
  dayServed,
  demandOf,
  findDish,
  handoverOf,
  isOpen,
  type Menu,
  type Order,
  paceBefore,
  Refusal,
  type ServingClaim,
  servingClaims,
  slotAt,
  workOf,
} from '@yundian/domain'
import type { Attempt } from './composeOrder.ts'

type Wish = DinerRequest<'placeOrder'>

/** What stands on an order about how, where and when it is handed over. */
type Serving = Pick<Order, 'table' | 'delivery' | 'slot' | 'promisedMinutes' | 'promisedAt' | 'dueAt'>

/** What an order claims of the kitchen and of its slot. */
export function servingWishes({ id, request, now }: Attempt, menu: Menu): ServingClaim[] {
  return servingClaims({ attempt: id, work: workOf(menu, request.lines), slot: request.slot }, menu.store, now)
}

/**
 * Says whether the store serves an order in the way, at the place and at the time that the diner wishes, now (ms).
 * @throws Refusal unknown_table, mode_not_offered, too_far, bad_input, no_such_slot, store_closed, not_ahead
 */
export function checkServing(attempt: Attempt, menu: Menu): void {
  const { request: wish, now, businessDay } = attempt
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
  if (dayServed(businessDay, wish.slot, store) > businessDay) refuseLimited(wish, menu)
}

/** The band of a delivery, where the store delivers. @throws Refusal (bandOf) */
export function bandFor({ mode, address }: Wish, { store }: Menu) {
  return mode === 'delivery' && store.delivery && address ? bandOf(store.delivery, address) : undefined
}

/** The portions of a day to come are not on the board yet. */
function refuseLimited({ lines }: Wish, menu: Menu): void {
  const dish = Object.keys(demandOf(menu, lines).limited)[0]
  if (dish !== undefined) throw new Refusal('not_ahead', { dish, name: findDish(menu, dish)?.name ?? dish })
}

/** What stands on an order about its handing over, once it was checked; `board` as it was after the order took its part. */
export function servingOf({ request, now }: Attempt, menu: Menu, board: Board): Serving {
  const { mode, table, address, slot, lines } = request
  const { store } = menu
  const band = bandFor(request, menu)
  const slotMs = (store.later?.slotMinutes ?? 0) * 60_000
  const where = {
    ...(band && address
      ? { delivery: { ...address, metres: band.distance, minutes: band.minutes, fen: band.fen } }
      : {}),
    ...(slot === undefined ? {} : { slot: { from: new Date(slot), to: new Date(slot + slotMs) } }),
  }
  return {
    ...(mode === 'dineIn' ? { table } : {}),
    ...where,
    ...handoverOf(menu, lines, where, paceBefore(workOf(menu, lines), menu.store, board, now)),
  }
}
