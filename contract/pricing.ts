import * as z from 'zod/mini'
import { fen, shortText, sku, storeId } from './fields.ts'
import { availability, modes } from './offer.ts'

const someIds = z.optional(z.array(sku).check(z.minLength(1), z.maxLength(200)))
const percent = z.int().check(z.minimum(1), z.maximum(100))
const few = z.int().check(z.minimum(1), z.maximum(20))
const above0 = z.int().check(z.minimum(1), z.maximum(100_000_000))

const offer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('amountOff'),
    tiers: z.array(z.strictObject({ fromFen: fen, offFen: above0 })).check(z.minLength(1), z.maxLength(10)),
  }),
  z.strictObject({
    kind: z.literal('percentOff'),
    percent,
    fromFen: z.optional(fen),
    mostFen: z.optional(above0),
  }),
  z.strictObject({ kind: z.literal('secondOff'), percent }),
  z.strictObject({ kind: z.literal('nthFree'), buy: few, free: few }),
  z.strictObject({ kind: z.literal('setPrice'), fen }),
])

/** A promotion as the owner edits it in the console; the published menu takes those that are `active`. */
export const promotionDocument = z.strictObject({
  _id: sku,
  store: storeId,
  sort: z.int(),
  active: z.boolean(),
  name: shortText,
  offer,
  dishes: someIds,
  categories: someIds,
  except: z.optional(z.strictObject({ dishes: someIds, categories: someIds })),
  available: z.optional(availability),
  for: z.optional(z.enum(['newCustomer', 'member'])),
  exclusive: z.optional(z.boolean()),
  group: z.optional(sku),
  combinable: z.optional(z.boolean()),
  /** Written by the house when the last edit could not be published: what is wrong, in the owner's words. */
  problem: z.optional(z.string()),
})

export type PromotionDocument = z.infer<typeof promotionDocument>

/** What a store adds to its dishes. */
export const storeFees = z.strictObject({
  tea: z.optional(z.strictObject({ perHeadFen: fen })),
  service: z.optional(z.union([z.strictObject({ modes, percent }), z.strictObject({ modes, fixedFen: fen })])),
  packaging: z.optional(z.strictObject({ perPortionFen: z.optional(fen), perOrderFen: z.optional(fen) })),
  minimum: z.optional(z.strictObject({ dineIn: z.optional(fen), pickup: z.optional(fen), delivery: z.optional(fen) })),
})
