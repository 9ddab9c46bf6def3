import type { Slot } from '@yundian/domain'
import * as z from 'zod/mini'
import { fen, orderId, shortText, sku, storeId } from './fields.ts'
import type { KitchenOrder } from './replies.ts'

const latitude = z.number().check(z.minimum(-90), z.maximum(90))
const longitude = z.number().check(z.minimum(-180), z.maximum(180))
const minutes = z.int().check(z.minimum(0), z.maximum(600))

/** How the store serves, as the owner edits it in the store's document. */
export const servingSettings = {
  delivery: z.optional(
    z.strictObject({
      latitude,
      longitude,
      phoneRequired: z.boolean(),
      /** The nearest first. */
      bands: z
        .array(
          z.strictObject({
            metres: z.int().check(z.minimum(1), z.maximum(100_000)),
            fen,
            minimumFen: fen,
            minutes,
          }),
        )
        .check(z.minLength(1), z.maxLength(10)),
    }),
  ),
  later: z.optional(
    z.strictObject({
      slotMinutes: z.union([z.literal(10), z.literal(15), z.literal(20), z.literal(30), z.literal(60)]),
      leadMinutes: minutes,
      daysAhead: z.int().check(z.minimum(0), z.maximum(14)),
      orders: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
      workMinutes: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
    }),
  ),
  stations: z.optional(
    z
      .array(
        z.strictObject({
          id: sku,
          name: shortText,
          hands: z.int().check(z.minimum(1), z.maximum(100)),
          mostMinutes: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
          whenFull: z.enum(['retime', 'refuse']),
        }),
      )
      .check(z.maxLength(20)),
  ),
} as const

/** Where and how long a dish is cooked. */
export const cookingFields = {
  station: z.optional(sku),
  minutes: z.optional(z.int().check(z.minimum(1), z.maximum(240))),
} as const

/** Where a diner wants his food: as WeChat's address book or map gives it. Distance and fee are the house's to reckon (A13). */
export const deliveryAddress = z.strictObject({
  text: z.string().check(z.minLength(1), z.maxLength(120)),
  latitude,
  longitude,
  name: z.optional(z.string().check(z.maxLength(30))),
  phone: z.optional(z.string().check(z.regex(/^\+?[0-9 -]{5,20}$/))),
})

export const servingDinerRequests = {
  /** When an order of this work could be for. */
  offerSlots: z.strictObject({
    store: storeId,
    menuVersion: z.int().check(z.minimum(0)),
    dishes: z
      .array(z.strictObject({ dish: sku, quantity: z.int().check(z.minimum(1), z.maximum(99)) }))
      .check(z.maxLength(200)),
  }),
} as const

export const servingStaffRequests = {
  /** A delivery leaves the house. */
  setOut: z.strictObject({ order: orderId }),
} as const

export interface ServingStaffReplies {
  setOut: KitchenOrder
}

export interface ServingDinerReplies {
  /** Instants in ms; `now` by the house's clock. */
  offerSlots: { slots: (Slot & { isFree: boolean })[]; now: number }
}
