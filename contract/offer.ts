import { orderModes } from '@yundian/domain'
import * as z from 'zod/mini'
import { fen, shortText, sku } from './fields.ts'

const date = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
/** Ways to order. */
export const modes = z.array(z.enum(orderModes)).check(z.minLength(1))

export const mealPeriod = z.strictObject({
  id: sku,
  name: shortText,
  from: z.int().check(z.minimum(0), z.maximum(1440)),
  to: z.int().check(z.minimum(1), z.maximum(2880)),
  weekdays: z.optional(z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.minLength(1), z.maxLength(7))),
})

export const availability = z.strictObject({
  periods: z.optional(z.array(sku).check(z.minLength(1), z.maxLength(12))),
  from: z.optional(date),
  to: z.optional(date),
  modes: z.optional(modes),
})

export const requiredRule = z.strictObject({
  id: sku,
  name: shortText,
  quantity: z.int().check(z.minimum(1), z.maximum(20)),
  per: z.enum(['order', 'person']),
  dishes: z.optional(z.array(sku).check(z.minLength(1), z.maxLength(50))),
  category: z.optional(sku),
  modes: z.optional(modes),
  oncePerSitting: z.optional(z.boolean()),
})

export const fenBy = z.strictObject({
  dineIn: z.optional(fen),
  pickup: z.optional(fen),
  delivery: z.optional(fen),
  member: z.optional(fen),
})

/** Ready-made words for a remark. */
export const quickTags = z.array(z.string().check(z.minLength(1), z.maxLength(12))).check(z.maxLength(12))
