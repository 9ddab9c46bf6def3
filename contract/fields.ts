import * as z from 'zod/mini'

/** Ids of dishes, specs, options: they become field paths of the board, so nothing but letters and digits (A8). */
export const sku = z.string().check(z.regex(/^[a-z0-9]{1,24}$/))

export const storeId = z.string().check(z.regex(/^[a-z0-9]{1,24}$/))
export const tableId = z.string().check(z.regex(/^[A-Z0-9]{1,8}$/))
export const orderId = z.string().check(z.regex(/^[0-9a-f]{32}$/))
export const sittingId = orderId

/** Whole fen, never negative, at most 1,000,000 yuan. */
export const fen = z.int().check(z.minimum(0), z.maximum(100_000_000))

export const quantity = z.int().check(z.minimum(1), z.maximum(99))
export const shortText = z.string().check(z.minLength(1), z.maxLength(60))
export const openid = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))

/** At most this many lines an order; real tables order fewer, and a longer one is an attack (A19). */
export const maxLines = 50

export const lineRequest = z.strictObject({
  dish: sku,
  spec: sku,
  options: z.array(z.strictObject({ group: sku, option: sku })).check(z.maxLength(20)),
  choices: z.array(z.strictObject({ part: sku, dish: sku })).check(z.maxLength(20)),
  quantity,
  remark: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
})

/** Made by the phone or screen once an attempt; the same key always means the same act. */
export const requestKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/))

/** Why somebody wants something, in his words; may be empty. */
export const reason = z.string().check(z.maxLength(60))
