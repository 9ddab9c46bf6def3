import type { PartsWish } from '@yundian/domain'
import * as z from 'zod/mini'
import { fen, orderId, requestKey } from './fields.ts'

/** Requests about points and stored value, of the function `diner`. */
export const accountDinerRequests = {
  /** `expectedDue`: what the screen showed as left to pay, in fen; used only to refuse when the house reckons otherwise. */
  chooseParts: z.strictObject({ order: orderId, points: z.boolean(), value: z.boolean(), expectedDue: fen }),
} as const

/** Requests about stored value, of the function `staff`. */
export const accountStaffRequests = {
  /** The diner is the one who placed the order. */
  topUp: z.strictObject({ order: orderId, requestKey, fen: fen.check(z.minimum(100), z.maximum(500_000)) }),
} as const

/** What a diner can pay with beside money. */
export interface AccountView {
  /** Not held for an unpaid order. */
  valueFen: number
  points: number
  /** What unpaid orders hold of it, by order. */
  held: { order: string; points: number; valueFen: number }[]
}

/** What of an order is paid by points and stored value. */
export interface PartsView {
  wish: PartsWish
  points: number
  pointsFen: number
  valueFen: number
}

export interface AccountStaffReplies {
  topUp: { diner: string; addedFen: number; valueFen: number }
}
