import { type Fen, sumFen } from '../money.ts'
import type { PriceStep } from '../price/priceStep.ts'

/** Portions of a line of one of the orders on a bill; the line is named by its place on the order, from 0. */
export interface BillPart {
  order: string
  line: number
  quantity: number
}

/** How a party divides what it pays. */
export type BillSplit =
  | { kind: 'whole' }
  | { kind: 'evenly'; among: number }
  /** Each pays what he put into the cart. */
  | { kind: 'byMember' }
  /** Each entry is a share; what is in none is one more. */
  | { kind: 'byLine'; shares: BillPart[][] }

/** What one payment of a bill is about. */
export interface BillShare {
  fen: Fen
  /** Key of the member whose lines it is. */
  member?: string
  /** What is paid with it; absent when the bill was divided evenly. */
  parts?: BillPart[]
  /** How often somebody began to pay it. */
  attempts: number
  /** The order by which somebody pays it, or paid it; nobody else can meanwhile. */
  order?: string
  /** The openid of who pays; absent when the counter takes the money. */
  payer?: string
  claimedAt?: Date
  paidAt?: Date
  /** The house lets it go. */
  writtenOff?: { by: string; reason: string; at: Date }
}

/**
 * What a table has to pay, once it is to be paid: orders and shares are fixed from then on. Until somebody begins to pay
 * a share it can be thrown away and made anew.
 */
export interface Bill {
  /** `<sitting>-<name of its making>`; an order on it bears it. */
  id: string
  /** `gathering`: its orders are being marked; whoever comes by throws it away. */
  state: 'gathering' | 'open'
  openedAt: Date
  /** The sitting's next batch when it was made: a later one is not on it. */
  round: number
  orders: string[]
  steps: PriceStep[]
  totalFen: Fen
  /** What lines save; those that save nothing are not here. */
  savings: { order: string; line: number; fen: Fen }[]
  /** By `s1`, `s2` …. */
  shares: Record<string, BillShare>
  /** Shares that somebody pays or paid. */
  claims: number
}

/** A bill that is over. */
export interface SettledBill extends Bill {
  settledAt: Date
}

/** The sitting that a bill belongs to. */
export function sittingOfBill(id: string): string {
  return id.split('-')[0] ?? ''
}

/** True when nobody has to pay a share any more. */
export function isShareSettled({ fen, paidAt, writtenOff }: BillShare): boolean {
  return fen === 0 || paidAt !== undefined || writtenOff !== undefined
}

export function isBillSettled({ state, shares }: Bill): boolean {
  return state === 'open' && Object.values(shares).every(isShareSettled)
}

/** What the house lets go of a bill. */
export function writtenOffFen({ shares }: Pick<Bill, 'shares'>): Fen {
  return sumFen(Object.values(shares).map(({ fen, writtenOff }) => (writtenOff ? fen : 0)))
}
