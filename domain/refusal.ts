import type { WhenSold } from './offer/availability.ts'
import type { PayWay } from './order.ts'

/**
 * Everything that the house may refuse, with what the caller needs to act on it. A refusal is a fact, not a fault:
 * it travels to the screen as data and gets its words there.
 */
export interface RefusalDetails {
  /** The request does not fit the contract. `field` is a path such as `lines.0.quantity`. */
  bad_input: { field: string; problem: string }
  unknown_action: { action: string }
  /** The caller may not call this function or touch this thing. */
  not_allowed: { need: string }
  unknown_store: { store: string }
  unknown_table: { table: string }
  /** Staff open the tables here, and have not opened this one. */
  table_not_open: { table: string }
  /** Somebody sits there: who joins needs the code that their phones show. */
  table_code_needed: { table: string; why: 'missing' | 'wrong' | 'locked'; retryMs?: number }
  /** Guests pay after they ate, and staff have not seen who opened this table by scanning. */
  table_not_greeted: { table: string }
  /** Something that was ordered at the table is not paid. */
  table_unpaid: { table: string; unpaidFen: number }
  /** Another party has the table. */
  table_taken: { table: string }
  table_full: { table: string; most: number }
  /** No such party at a table, or the caller does not sit there. */
  unknown_sitting: { sitting: string }
  sitting_closed: { sitting: string }
  /** Somebody at the table changed or ordered these dishes in this moment. */
  cart_changed: { sitting: string }
  too_many_lines: { most: number }
  store_closed: { opensAtMinutes?: number }
  /** The menu was published anew since the phone loaded it. */
  menu_changed: { menuVersion: number; totalFen?: number }
  /** The diner was shown another total than the menu gives. */
  total_changed: { totalFen: number; expectedFen: number }
  /** The store does not serve in this way. */
  mode_not_offered: { mode: string }
  /** The address lies beyond the last band. */
  too_far: { metres: number; mostMetres: number }
  /** The goods cost less than what is brought there at least. */
  /** The price shown is for another kind of guest. */
  not_entitled: { to: 'newCustomer' | 'member' }
  below_minimum: { goodsFen: number; minimumFen: number }
  /** Nobody can order for that time: too soon, too far ahead, not the beginning of a slot, or the store is closed. `from` in ms. */
  no_such_slot: { from: number }
  /** The slot is taken; `next` are the beginnings (ms) of the next free ones. */
  slot_full: { from: number; next: number[] }
  /** A dish of which every day has only so many cannot be ordered for another day. */
  not_ahead: { dish: string; name: string }
  /** A part of the kitchen has all that it can cook; try again in `minutes`. */
  station_busy: { station: string; name: string; minutes: number }
  unknown_dish: { dish: string; field: string }
  /** A spec, option or part of a set menu is unknown, missing or chosen too often. */
  bad_choice: { dish: string; field: string; problem: string }
  /** Not at this time of the day, not in this season or not for this way to order; `when` says when it is. */
  not_now: { dish: string; name: string; field: string; why: 'mode' | 'season' | 'period'; when: WhenSold }
  /** A spreadsheet that cannot be taken over; nothing of it was. */
  wrong_sheet: { problems: SheetProblem[] }
  /** Another spreadsheet is being taken over. */
  import_under_way: { store: string }
  /** What belongs to every meal here is not in it: `missing` portions of whichever of `dishes`. */
  required_missing: { rule: string; name: string; missing: number; dishes: string[] }
  /** `dish` is the SKU, which may be of an option; `instead` can be had. */
  sold_out: { dish: string; name: string; left: number; instead?: { dish: string; name: string } }
  unknown_ingredient: { ingredient: string }
  /** No more can go than is there; what unpaid orders hold is promised. */
  not_enough_stock: { left: number; held: number }
  /** The diner holds as much unpaid as one person may. */
  too_many_open: { what: 'orders' } | { what: 'portions'; dish: string; name: string; most: number }
  /** The same request key came with another order. */
  request_changed: { order: string }
  unknown_order: { order: string }
  wrong_status: { status: string; wanted: string }
  hold_expired: { order: string }
  /** No money can be given back like this; `leftFen` is what could be. */
  not_refundable: {
    why: 'not_paid' | 'too_much' | 'too_many' | 'too_late' | 'not_on_the_order'
    leftFen: number
  }
  /** Nothing can be taken off a bill like this. */
  not_voidable: { why: 'not_on_the_order' | 'reason_needed' | 'not_on_a_bill' }
  /** The party has nothing on a bill. */
  nothing_to_pay: { sitting: string }
  /** Somebody pays, or paid, a share of the bill: it stays as it is. */
  bill_being_paid: { sitting: string }
  /** The bill was made anew, or more was ordered, since it was seen. */
  bill_changed: { bill: string }
  share_settled: { bill: string; share: string }
  /** Somebody else is paying it: `by` is a member's key or `counter`, `at` the instant (ms) since when. */
  share_claimed: { share: string; by: string; at: number }
  unknown_delivery: { delivery: string }
  /** Points or stored value changed: another sum is left to pay than the diner was shown. */
  due_changed: { dueFen: number; expectedFen: number }
  /** The pay platform did not take the order, or did not answer; `next`: the other ways there are. */
  payment_unavailable: { reason: string; next: PayWay[] }
}

/** What is wrong with a spreadsheet: its line, from 1, as the owner sees it (0: not in the sheet), the column, and why. */
export interface SheetProblem {
  line: number
  column: string
  words: string
}

export type RefusalCode = keyof RefusalDetails

/** Thrown by a rule to say no; `serve()` turns it into `{ ok: false, code, details }`. */
export class Refusal<Code extends RefusalCode = RefusalCode> extends Error {
  constructor(
    readonly code: Code,
    readonly details: RefusalDetails[Code],
  ) {
    super(code)
    this.name = 'Refusal'
  }
}
