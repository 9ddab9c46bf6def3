import { type BillPart, mostShares, type OrderStatus, type PriceStep } from '@yundian/domain'
import * as z from 'zod/mini'
import { fen, maxLines, orderId, quantity, reason, requestKey, sittingId } from './fields.ts'
import type { CounterOrder, KitchenOrder, OrderView } from './replies.ts'

/** The name of a bill: its sitting, and of its making. */
const billId = z.string().check(z.regex(/^[0-9a-f]{32}-[0-9a-f]{32}$/))
const shareKey = z.string().check(z.regex(/^s\d{1,2}$/))
const lineAt = z.int().check(z.minimum(0), z.maximum(maxLines - 1))
const among = z.int().check(z.minimum(1), z.maximum(mostShares))

const splits = [
  z.strictObject({ kind: z.literal('whole') }),
  z.strictObject({ kind: z.literal('evenly'), among }),
  z.strictObject({ kind: z.literal('byMember') }),
] as const

const byLine = z.strictObject({
  kind: z.literal('byLine'),
  shares: z
    .array(
      z
        .array(z.strictObject({ order: orderId, line: lineAt, quantity }))
        .check(z.minLength(1), z.maxLength(maxLines * 4)),
    )
    .check(z.minLength(1), z.maxLength(mostShares - 1)),
})

const split = z.discriminatedUnion('kind', splits)
const staffSplit = z.discriminatedUnion('kind', [...splits, byLine])

/** Begins to pay a share; `takeOver` ends the attempt of somebody else, once its payment is closed at the platform. */
const claim = { sitting: sittingId, bill: billId, share: shareKey, takeOver: z.optional(z.boolean()) }

/** Requests of the function `diner` about the bill of his table, by action. */
export const billDinerRequests = {
  /** Looking fixes nothing: the bill follows what is ordered until somebody divides it. */
  openBill: z.strictObject({ sitting: sittingId }),
  /** `expectedTotal`: what the screen showed, in fen. */
  splitBill: z.strictObject({ sitting: sittingId, split, expectedTotal: fen }),
  payShare: z.strictObject(claim),
} as const

/** Requests of the function `staff` about bills, by action. */
export const billStaffRequests = {
  openTableBill: z.strictObject({ sitting: sittingId }),
  splitTableBill: z.strictObject({ sitting: sittingId, split: staffSplit, expectedTotal: fen }),
  /** The counter takes the money of a share: answered with the order that `takePayment` takes. */
  takeShare: z.strictObject(claim),
  /**
   * Takes portions off a bill that is not paid: `return` (退菜), or `gift` (赠菜), which the guest keeps. All of them, or
   * those of some lines.
   */
  voidLines: z.strictObject({
    order: orderId,
    requestKey,
    kind: z.enum(['return', 'gift']),
    lines: z.optional(z.array(z.strictObject({ line: lineAt, quantity })).check(z.minLength(1), z.maxLength(maxLines))),
    reason,
  }),
  /** Owners: nobody will pay what is open of this bill. */
  writeOffBill: z.strictObject({
    sitting: sittingId,
    bill: billId,
    reason: z.string().check(z.minLength(1), z.maxLength(60)),
  }),
  /** Leads an order that is not paid to another table, with its line on the bill. */
  moveBatch: z.strictObject({ order: orderId, to: sittingId }),
} as const

/** Who sits at the table, or at one joined to it. */
export interface BillMember {
  key: string
  number: number
  name?: string
  table: string
}

/** An order of the table as its bill shows it; quantities are those that are to be paid. */
export interface BillOrder {
  id: string
  table: string
  batch?: number
  status: OrderStatus
  placedAt: number
  lines: BillLineView[]
}

export interface BillLineView {
  /** Its place on the order, from 0. */
  line: number
  name: string
  words: string
  quantity: number
  fen: number
  offFen: number
  /** Key of the member who put it into the cart. */
  owner?: string
}

export interface BillShareView {
  key: string
  fen: number
  /** Key of the member whose lines it is. */
  member?: string
  parts?: BillPart[]
  state: 'open' | 'claimed' | 'paid' | 'writtenOff'
  /** Who pays it or paid it: a member's key, or the counter. */
  payer?: string
}

/** What a party has to pay. */
export interface BillView {
  sitting: string
  tables: string[]
  people: number
  members: BillMember[]
  /** Key of the member who looks; absent for staff. */
  me?: string
  /** Present once it is fixed and divided. */
  bill?: string
  orders: BillOrder[]
  steps: PriceStep[]
  totalFen: number
  shares: BillShareView[]
  /** True when something was paid: what is ordered now comes on a next bill, of `nextFen` so far. */
  begun: boolean
  nextFen: number
  /** Bills of this party that are over. */
  settled: { totalFen: number; settledAt: number }[]
  closed: boolean
}

export interface BillDinerReplies {
  openBill: BillView
  splitBill: BillView
  payShare: OrderView
}

export interface BillStaffReplies {
  openTableBill: BillView
  splitTableBill: BillView
  takeShare: CounterOrder
  voidLines: KitchenOrder
  writeOffBill: BillView
  moveBatch: KitchenOrder
}
