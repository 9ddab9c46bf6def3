import * as z from 'zod/mini'
import { shortText, storeId } from './fields.ts'

/** What a webhook may tell. */
export const webhookEvents = ['order.paid', 'order.ready', 'order.refunded'] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** An address of another system that wants to know what happens to orders, as the owner edits it in the console. */
export const webhookDocument = z.strictObject({
  _id: z.string().check(z.regex(/^[a-z0-9]{1,24}$/)),
  store: storeId,
  name: shortText,
  url: z.string().check(z.maxLength(300), z.regex(/^https?:\/\//)),
  /** With which what is told is signed. */
  secret: z.string().check(z.minLength(16), z.maxLength(100)),
  events: z.array(z.enum(webhookEvents)).check(z.minLength(1)),
  /** What happened before is not told. */
  since: z.date(),
})

export type WebhookDocument = z.infer<typeof webhookDocument>

const deliveryId = z.string().check(z.regex(/^[A-Za-z0-9:._-]{1,120}$/))

/** Requests about webhooks, of the function `staff`; for owners. */
export const webhookStaffRequests = {
  openDeliveries: z.strictObject({}),
  /** Tells it again from the beginning, whatever became of it. */
  replayDelivery: z.strictObject({ delivery: deliveryId }),
} as const

/** One event for one address. */
export interface DeliveryView {
  id: string
  webhook: string
  event: WebhookEvent
  order: string
  state: 'waiting' | 'delivered' | 'dead'
  attempts: number
  /** What became of the last try: an HTTP status, or why there was none. */
  lastAnswer?: string
  /** ms */
  madeAt: number
  deliveredAt?: number
}

export interface WebhookStaffReplies {
  openDeliveries: { deliveries: DeliveryView[] }
  replayDelivery: DeliveryView
}
