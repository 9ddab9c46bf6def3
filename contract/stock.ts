import type { BookedStock } from '@yundian/domain'
import * as z from 'zod/mini'
import { requestKey, shortText, sku, storeId } from './fields.ts'

/** What every open menu of a store may know at once: one public document a store, `_id` is the store. */
export interface ShelfDocument {
  _id: string
  /** Goes up with every change. */
  version: number
  menuVersion: number
  /** Portions of what few are left of, or none, by SKU; what is absent is plentiful. */
  few: Record<string, number>
  /** SKUs that staff switched off, in order. */
  off: string[]
  updatedAt: Date
}

/** Of a dish or an option of one. */
const portionSku = z.string().check(z.regex(/^[a-z0-9]{1,24}(X[a-z0-9]{1,24})?$/))

const quantity = z.int().check(z.minimum(1), z.maximum(10_000_000))

/** What staff say about the sale of a dish or an option. */
const saleWish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('on') }),
  /** Until somebody switches it on again. */
  z.strictObject({ kind: z.literal('off') }),
  /** Until the next business day begins. */
  z.strictObject({ kind: z.literal('offToday') }),
  /** Only so many more portions, of what has no limit for today only. */
  z.strictObject({ kind: z.literal('left'), left: z.int().check(z.minimum(0), z.maximum(10_000)) }),
])

export type SaleWish = z.infer<typeof saleWish>

export const stockStaffRequests = {
  openStock: z.strictObject({}),
  setSale: z.strictObject({ sku: portionSku, requestKey, wish: saleWish }),
  /** A delivery came: `quantity` in the ingredient's unit. */
  receiveDelivery: z.strictObject({ ingredient: sku, requestKey, quantity }),
  recordWaste: z.strictObject({ ingredient: sku, requestKey, quantity, reason: shortText }),
  /** What was counted on the shelf; the difference is booked. */
  takeStock: z.strictObject({
    ingredient: sku,
    requestKey,
    counted: z.int().check(z.minimum(0), z.maximum(10_000_000)),
    reason: shortText,
  }),
} as const

/** Something that dishes are made of, as the owner edits it. What is on hand stands on the board. */
export const ingredientDocument = z.strictObject({
  _id: sku,
  store: storeId,
  name: shortText,
  unit: z.enum(['g', 'ml', 'piece']),
  /** At or below this the owner is told, once a day. */
  lowAt: z.int().check(z.minimum(0), z.maximum(10_000_000)),
})

export type IngredientDocument = z.infer<typeof ingredientDocument>

/** Why an ingredient's stock changed other than by a sale. */
export type StockEntryKind = BookedStock['kind']

/** One row of the stock ledger; on hand = the sum of its rows − sold − held. `_id` is made of who asked and his key. */
export type StockEntry = BookedStock

/** A dish or an option of one, as staff see its stock. */
export interface StockRow {
  sku: string
  name: string
  category: string
  /** Portions left; absent: not limited. */
  left?: number
  /** Off, and until which business day; an empty text: until somebody switches it on. */
  off?: string
}

export interface IngredientRow {
  ingredient: string
  name: string
  unit: IngredientDocument['unit']
  /** What can still be sold, and what unpaid orders hold. */
  left: number
  held: number
  lowAt: number
}

export interface StockStaffReplies {
  openStock: { rows: StockRow[]; ingredients: IngredientRow[] }
  setSale: StockRow
  receiveDelivery: IngredientRow
  recordWaste: IngredientRow
  takeStock: IngredientRow
}
