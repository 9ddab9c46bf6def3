import * as z from 'zod/mini'
import { fen, openid, shortText, sku, storeId, tableId } from './fields.ts'
import { availability, fenBy, mealPeriod, quickTags, requiredRule } from './offer.ts'
import { storeFees } from './pricing.ts'
import { queueSettings } from './queue.ts'
import { reservationSettings } from './reservation.ts'
import { cookingFields, servingSettings } from './serving.ts'

const minuteOfDay = z.int().check(z.minimum(0), z.maximum(2880))

/** Written by the house when the last edit could not be published: what is wrong, in the owner's words. */
const problem = z.optional(z.string())

export const storeDocument = z.strictObject({
  _id: storeId,
  name: shortText,
  nameEn: shortText,
  address: z.string().check(z.maxLength(120)),
  phone: z.string().check(z.maxLength(30)),
  timeZone: z.string().check(z.refine((zone) => isTimeZone(zone), 'is not a time zone such as Asia/Shanghai')),
  /** At most 04:00, since the night's work begins at 04:30. */
  dayCutoff: z.int().check(z.minimum(0), z.maximum(240)),
  openingHours: z.array(z.strictObject({ from: minuteOfDay, to: minuteOfDay })).check(z.minLength(1)),
  pointsPerYuan: z.int().check(z.minimum(0), z.maximum(1000)),
  /** How points pay: points for a yuan, at most this percent of an order, and not fewer than `least`; absent: not at all. */
  pointsPay: z.optional(
    z.strictObject({
      perYuan: z.int().check(z.minimum(1), z.maximum(10_000)),
      mostPercent: z.int().check(z.minimum(1), z.maximum(100)),
      least: z.int().check(z.minimum(0), z.maximum(1_000_000)),
    }),
  ),
  holdMinutes: z.int().check(z.minimum(6), z.maximum(110)),
  mostOpenOrders: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  mostOpenPortions: z.optional(z.int().check(z.minimum(1), z.maximum(1000))),
  periods: z.optional(z.array(mealPeriod).check(z.maxLength(12))),
  required: z.optional(z.array(requiredRule).check(z.maxLength(10))),
  quickTags: z.optional(quickTags),
  fees: z.optional(storeFees),
  problem,
  /** Whether guests at a table pay each order before it is cooked, or all with the bill; absent: first. */
  payment: z.optional(z.enum(['first', 'later'])),
  ...servingSettings,
  ...queueSettings,
  ...reservationSettings,
  tableOpening: z.optional(z.enum(['scan', 'staff'])),
  trustScans: z.optional(z.boolean()),
  joinFreelyMinutes: z.optional(z.int().check(z.minimum(0), z.maximum(240))),
  idleTableMinutes: z.optional(z.int().check(z.minimum(5), z.maximum(600))),
})

export const tableDocument = z.strictObject({
  _id: z.string(),
  store: storeId,
  table: tableId,
  area: shortText,
  seats: z.int().check(z.minimum(1), z.maximum(50)),
  problem,
})

export const categoryDocument = z.strictObject({
  _id: sku,
  store: storeId,
  sort: z.int(),
  name: shortText,
  nameEn: shortText,
  picture: z.optional(z.string().check(z.maxLength(300))),
  available: z.optional(availability),
  problem,
})

const recipe = z
  .array(z.strictObject({ ingredient: sku, quantity: z.int().check(z.minimum(1), z.maximum(100_000)) }))
  .check(z.minLength(1), z.maxLength(30))
const portions = z.int().check(z.minimum(0), z.maximum(10_000))

const option = z.strictObject({
  id: sku,
  name: shortText,
  fen,
  most: z.optional(z.int().check(z.minimum(1), z.maximum(9))),
  daily: z.optional(portions),
  recipe: z.optional(recipe),
})
const optionGroup = z.strictObject({
  id: sku,
  name: shortText,
  min: z.int().check(z.minimum(0)),
  max: z.int().check(z.minimum(1)),
  options: z.array(option).check(z.minLength(1), z.maxLength(30)),
})
const setPart = z.strictObject({
  id: sku,
  name: shortText,
  choose: z.int().check(z.minimum(1), z.maximum(20)),
  repeat: z.optional(z.boolean()),
  from: z.array(z.strictObject({ dish: sku, surchargeFen: fen })).check(z.minLength(1)),
})

/** A dish as the owner edits it in the console; the published menu takes what is `onSale` from here. */
export const dishDocument = z.strictObject({
  _id: sku,
  store: storeId,
  category: sku,
  sort: z.int(),
  onSale: z.boolean(),
  name: shortText,
  nameEn: shortText,
  story: z.string().check(z.maxLength(60)),
  picture: z.optional(z.string().check(z.maxLength(300))),
  specs: z
    .array(z.strictObject({ id: sku, name: shortText, fen, fenBy: z.optional(fenBy), recipe: z.optional(recipe) }))
    .check(z.minLength(1), z.maxLength(10)),
  optionGroups: z.array(optionGroup).check(z.maxLength(10)),
  parts: z.optional(z.array(setPart).check(z.minLength(1), z.maxLength(15))),
  daily: z.optional(portions),
  perPeriod: z.optional(portions),
  recipe: z.optional(recipe),
  instead: z.optional(z.array(sku).check(z.maxLength(5))),
  spiciness: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  allergens: z.array(shortText),
  recommended: z.boolean(),
  available: z.optional(availability),
  quickTags: z.optional(quickTags),
  problem,
  ...cookingFields,
})

export const staffDocument = z.strictObject({
  _id: openid,
  store: storeId,
  name: shortText,
  role: z.enum(['cook', 'waiter', 'owner']),
})

export type StoreDocument = z.infer<typeof storeDocument>
export type TableDocument = z.infer<typeof tableDocument>
export type CategoryDocument = z.infer<typeof categoryDocument>
export type DishDocument = z.infer<typeof dishDocument>
export type StaffDocument = z.infer<typeof staffDocument>

/** Zones that were found to exist: asking costs more than all other checks of a menu together. */
const timeZones = new Set<string>()

function isTimeZone(zone: string): boolean {
  if (timeZones.has(zone)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    timeZones.add(zone)
    return true
  } catch {
    return false
  }
}
