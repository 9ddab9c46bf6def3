import type { WebhookEvent } from '@yundian/contract'

/**
 * One event that one address is to be told; `_id` is `<webhook>:<order>:<event>`, so that each is there once however often
 * it is found out. What is sent is fixed when it is made.
 */
export interface Delivery {
  _id: string
  webhook: string
  store: string
  event: WebhookEvent
  order: string
  /** JSON text, the same at every try. */
  body: string
  state: 'waiting' | 'delivered' | 'dead'
  /** Tries since `beganAt`. */
  attempts: number
  /** When it was made, or replayed. */
  beganAt: Date
  /** When it is tried next, or given up; absent once it is over. */
  nextAt?: Date
  lastAnswer?: string
  madeAt: Date
  deliveredAt?: Date
}

const minuteMs = 60_000

/** Whoever takes a delivery has tried it by then, or is dead. */
export const triedWithinMs = minuteMs

/** How long a delivery is tried before it is given up. */
export const deadAfterMs = 3 * 24 * 60 * minuteMs

/** When a delivery is tried again after its nth try failed: a minute, then twice as long each time, up to six hours. */
export function retryAfterMs(attempts: number): number {
  return Math.min(minuteMs * 2 ** (attempts - 1), 6 * 60 * minuteMs)
}
