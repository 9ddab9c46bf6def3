import type { Bill, SettledBill } from '../bill/bill.ts'
import type { Order } from '../order.ts'
import type { Cart } from './cart.ts'

/** Somebody at the table; his key is a short hash of his openid and the sitting. */
export interface Member {
  /** 1 for who came first, and so on: his colour on every phone. */
  number: number
  name?: string
  joinedAt: Date
}

export const callKinds = ['waiter', 'hurry', 'bill'] as const

/** What a table asks staff for: to come (服务铃), to hurry (催菜), to bring the bill (买单). */
export type CallKind = (typeof callKinds)[number]

export interface Call {
  at: Date
  /** Key of the member who called. */
  by: string
  answeredAt?: Date
}

/**
 * A party at a table, from the first scan or the waiter's tap until the bill is settled. One document, so that the
 * shared cart, who sits there and what was ordered change together in one conditional write.
 */
export interface Sitting {
  _id: string
  store: string
  table: string
  /** `<store>:<table>` while it is open; its unique index lets one sitting own a table. `closed:<id>` afterwards. */
  place: string
  status: 'open' | 'closed'
  businessDay: string
  openedAt: Date
  /** The openid of the diner who scanned first, or of who opened it of the staff. */
  openedBy: string
  /** Whether staff have seen the guests: who opened it by scanning may have a photograph of the sticker and be far away. */
  greeted: boolean
  people: number
  /** By member key. */
  members: Record<string, Member>
  memberCount: number
  /** Openids of the members, for the rule that lets them watch this document. */
  readers: string[]
  cart: Cart
  /** The number of the next batch, from 1. */
  round: number
  /** Batches that were ordered and are not in `orders` yet, by order id. */
  outbox: Record<string, Order>
  /** True while `sittingChanged` has something to do: it is what its trigger looks for. */
  pending: boolean
  /** How often staff led the party to another table. */
  moves: number
  calls: Partial<Record<CallKind, Call>>
  /** The sitting on whose bill this one is, while that is open. */
  joinedTo?: string
  /** What is to be paid, once somebody wants to pay; it covers those joined to this sitting too. */
  bill?: Bill
  /** Bills that are over, the oldest first; a party that orders after it paid has several. */
  bills?: SettledBill[]
  /** When the last bill was paid. */
  settledAt?: Date
  /** Orders on their way here from another table, by order id: until they are here, the table is not free. */
  arriving?: Record<string, Date>
  wrongCodes?: number
  /** Of the last wrong code. */
  wrongCodeAt?: Date
  /** When anybody last did anything at this table. */
  touchedAt: Date
  closedAt?: Date
}

export function placeOf(store: string, table: string): string {
  return `${store}:${table}`
}

/** How soon a table may ring for the same again, in ms. */
export const callPauseMs = 60_000
