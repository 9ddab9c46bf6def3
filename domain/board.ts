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
  /** The instant whose prices its order was promised; of a revived order it has none. */
  pricedAt?: Date
  /** After this instant an unpaid order loses its portions. */
  until: Date
}

/** A change of what is on hand of an ingredient, other than by a sale. */
export interface BookedStock {
  _id: string
  store: string
  ingredient: string
  kind: 'delivery' | 'waste' | 'count'
  /** What came in; below zero what went out. */
  quantity: number
  /** Of a stock take. */
  counted?: number
  reason?: string
  by: string
  businessDay: string
  at: Date
}

/**
 * What a store can still sell: one document a store, so that price version, stock and idempotency are checked and
 * changed in one write. For every limited SKU, left + held + sold = received (I2). An ingredient is a SKU too.
 */
export interface Board {
  _id: string
  menuVersion: number
  businessDay: string
  lastNumber: number
  left: Record<string, number>
  /** Minute of the business day at which the meal period began whose portions are sold; see `StockTime`. */
  period: number
  /** SKUs that staff switched off, and the business day on which they are on again by themselves. */
  off: Record<string, { until?: string }>
  /** SKUs without a limit of their own that staff limited, and for which business day. */
  counted?: Record<string, string>
  /** Of the staff's last word on a SKU, the key of the request: a repeat of it changes nothing. */
  switches?: Record<string, string>
  /** Unpaid orders by diner (a hash), and the limited portions in them by SKU (A15). */
  openOrders?: Record<string, number>
  openPortions?: Record<string, Record<string, number>>
  /** Entries of the stock ledger, by id, kept a while so that none is booked twice or lost. */
  booked?: Record<string, BookedStock>
  received: Record<string, number>
  sold: Record<string, number>
  holds: Record<string, Hold>
  /** Refunds whose portions came back, by `<order>-<number>` such as `…-r1`, and when; kept until the order itself says so. */
  returned?: Record<string, Date>
  /** Pickup numbers given for business days to come, by aheadKey. */
  ahead?: Record<string, number>
  /** Item-minutes that are not cooked yet, by station: of orders for `now`, and of those for a slot, by its key. */
  load?: Record<string, Work>
  /** Marks the orders whose work is part of `load`, by their attempt. */
  undone?: Record<string, number>
  /** What is taken of the slots to come, by slotKey. */
  slots?: Record<string, SlotUse>
  /** Minutes that dishes really take, learned from served orders. */
  cookMinutes?: Record<string, number>
}
