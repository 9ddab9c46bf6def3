import { findDish, type Menu } from './menu.ts'
import type { LineRequest } from './order.ts'
import { Refusal } from './refusal.ts'
import type { Work } from './serving/promise.ts'
import type { SlotUse } from './serving/slots.ts'

/**
 * A counter of the board that an order moves in the write that takes its portions: how many unpaid orders a diner has,
 * how full a time slot is. Said as data, so that whoever ends the hold, or takes it anew, can do so without knowing why.
 */
export interface Claim {
  /** Field path on the board, such as `slots.2026-05-06T1230`; a missing field counts as 0. */
  path: string
  /** What the counter goes up by; whole and above 0. */
  by: number
  /** The counter never exceeds this. */
  most: number
  /** What the claim does when the hold ends with a sale; without one it always goes back. */
  atSale: 'stays' | 'goesBack'
}

/** What an order takes from the board, besides a pickup number. */
export interface Holding {
  /** Portions by SKU: from `left`, to `sold` at the sale or back to `left`. */
  lines: Record<string, number>
  claims?: Claim[]
}

export interface Hold extends Holding {
  attempt: string
  requestDigest: string
  /** After this instant an unpaid order loses its portions. */
  until: Date
}

/**
 * What a store can still sell: one document a store, so that price version, stock and idempotency are checked and
 * changed in one write. For every limited SKU, left + held + sold = received (I2).
 */
export interface Board {
  _id: string
  menuVersion: number
  businessDay: string
  lastNumber: number
  left: Record<string, number>
  /** SKUs that staff switched off. */
  off: Record<string, true>
  received: Record<string, number>
  sold: Record<string, number>
  holds: Record<string, Hold>
  /** Refunds whose portions came back, by `<order>-<number>` such as `…-r1`, and when; kept until the order itself says so. */
  returned?: Record<string, Date>
  /** Item-minutes that are not cooked yet, by station: of orders for `now`, and of those for a slot, by its key. */
  load?: Record<string, Work>
  /** Marks the orders whose work is part of `load`, by their attempt. */
  open?: Record<string, number>
  /** What is taken of the slots to come, by slotKey. */
  slots?: Record<string, SlotUse>
  /** Minutes that dishes really take, learned from served orders. */
  cookMinutes?: Record<string, number>
}

export interface Demand {
  /** Portions of every dish that the order needs, parts of set menus included. */
  all: Record<string, number>
  /** Of these, the limited ones: what the board must give. */
  limited: Record<string, number>
}

/** Sums what an order needs by SKU, so that the same dish on two lines, or inside a set menu, counts once, summed. */
export function demandOf(menu: Menu, lines: readonly LineRequest[]): Demand {
  const all: Record<string, number> = {}
  for (const line of lines) {
    for (const sku of [line.dish, ...line.choices.map((choice) => choice.dish)]) {
      all[sku] = (all[sku] ?? 0) + line.quantity
    }
  }
  const limited = Object.fromEntries(Object.entries(all).filter(([sku]) => findDish(menu, sku)?.daily !== undefined))
  return { all, limited }
}

/**
 * Says which dish the board cannot give.
 * @returns undefined when everything is there.
 */
export function shortage(board: Pick<Board, 'left' | 'off'>, menu: Menu, demand: Demand): Refusal | undefined {
  for (const [sku, quantity] of Object.entries(demand.all)) {
    const left = board.off[sku] ? 0 : sku in demand.limited ? (board.left[sku] ?? 0) : Number.POSITIVE_INFINITY
    if (left < quantity) return new Refusal('sold_out', { dish: sku, name: findDish(menu, sku)?.name ?? sku, left })
  }
  return undefined
}

/** The dishes of which not one portion can be had. */
export function soldOutDishes(board: Pick<Board, 'left' | 'off'>, menu: Menu): string[] {
  const gone = menu.dishes.filter(
    ({ id, daily }) => board.off[id] || (daily !== undefined && (board.left[id] ?? 0) <= 0),
  )
  return gone.map(({ id }) => id)
}

/**
 * Portions to add to (or take from) each limited SKU when a business day begins, so that `daily` are left again.
 * Given as differences: portions sold while the day turns over stay sold.
 */
export function restock(board: Pick<Board, 'left'>, menu: Pick<Menu, 'dishes'>): Record<string, number> {
  const changes = menu.dishes
    .filter((dish) => dish.daily !== undefined)
    .map((dish) => [dish.id, (dish.daily ?? 0) - (board.left[dish.id] ?? 0)] as const)
  return Object.fromEntries(changes.filter(([, change]) => change !== 0))
}
