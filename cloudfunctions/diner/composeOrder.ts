import type { DinerRequest } from '@yundian/contract'
import {
  type Board,
  type Demand,
  dayServed,
  demandOf,
  type Holding,
  type Menu,
  type Order,
  pointsFor,
  type Refusal,
} from '@yundian/domain'
import { priceFor } from './price.ts'
import { servingOf } from './serving.ts'

/** One sending of a request to order. */
export interface Attempt {
  orderId: string
  diner: string
  request: DinerRequest<'placeOrder'>
  /** Of the whole request: the same key must come with the same order. */
  digest: string
  /** Names the hold that this sending takes. */
  id: string
  /** ms */
  now: number
  /** The instant (ms) whose prices the diner was promised. */
  pricedAt: number
  /** Of a batch at a table: which it is, from 1. */
  batch?: number
  /** Why what the diner said of himself is not so, once it was looked up. */
  unproven?: Refusal
  /** By this instance's clock, until the board says a later one. */
  businessDay: string
  /** The meal period, likewise; see `StockTime`. */
  period: number
  /** SKUs that staff limited for today, as far as this instance knows. */
  counted: readonly string[]
  /** A later batch of a table, whose first one brought what belongs to a meal. */
  addsToMeal?: boolean
  /** Dishes that the board has none of, once it was looked at. */
  soldOut?: string[]
  /** End of the hold, when an earlier sending took it. */
  until?: Date
  /** What it holds, when an earlier sending took it. */
  holding?: Holding
}

export function demandFor({ request, counted }: Attempt, menu: Menu): Demand {
  return demandOf(menu, request.lines, counted)
}

/** Until when the portions are held for an order that is not paid. */
export function holdUntil({ now, until }: Attempt, menu: Menu): Date {
  return until ?? new Date(now + menu.store.holdMinutes * 60_000)
}

/** What the board gave: a pickup number, and the board as it stood then. */
export interface Taken {
  number: number
  board: Board
}

/** The order as it will stand in the ledger: names and prices from the menu, choices from the diner. */
export function composeOrder(
  attempt: Attempt,
  menu: Menu,
  { lines: demand, claims }: Holding,
  { number, board }: Taken,
): Order {
  const { request, now } = attempt
  const { lines, steps, totalFen } = priceFor(attempt, menu)
  return {
    _id: attempt.orderId,
    store: request.store,
    diner: attempt.diner,
    requestDigest: attempt.digest,
    attempt: attempt.id,
    menuVersion: menu.version,
    businessDay: dayServed(attempt.businessDay, request.slot, menu.store),
    pickupNumber: number,
    mode: request.mode,
    ...servingOf(attempt, menu, board),
    ...(request.remark ? { remark: request.remark } : {}),
    lines,
    steps,
    demand,
    ...takesOf(demandOf(menu, request.lines, Object.keys(demand))),
    ...(claims ? { claims } : {}),
    totalFen,
    refundedFen: 0,
    points: pointsFor(totalFen, menu.store.pointsPerYuan),
    pointsPerYuan: menu.store.pointsPerYuan,
    status: 'placed',
    owes: [],
    placedAt: new Date(now),
    holdUntil: holdUntil(attempt, menu),
  }
}

/** Only said when it is more than portions of the dishes themselves. */
function takesOf({ limited, takes }: Demand): Pick<Order, 'takes'> {
  return Object.keys(limited).some((sku) => !/^[a-z0-9]+$/.test(sku)) ? { takes } : {}
}
