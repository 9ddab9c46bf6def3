import type { PartyStatus, QueueLine, WaitingParty } from '@yundian/domain'
import * as z from 'zod/mini'
import { orderId, shortText, storeId } from './fields.ts'

const lineId = z.string().check(z.regex(/^[A-Z]$/))
const requestKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/))

/** Lines of the queue, the smallest parties first; absent: the store gives no numbers. */
export const queueSettings = {
  queue: z.optional(
    z
      .array(z.strictObject({ id: lineId, name: shortText, most: z.int().check(z.minimum(1), z.maximum(99)) }))
      .check(z.minLength(1), z.maxLength(8)),
  ),
} as const

export const queueDinerRequests = {
  /** A diner has one number a day at a store; asked again, it is the same. */
  takeQueueNumber: z.strictObject({ store: storeId, people: z.int().check(z.minimum(1), z.maximum(99)) }),
  openQueue: z.strictObject({ store: storeId }),
  leaveQueue: z.strictObject({ party: orderId }),
} as const

export const queueStaffRequests = {
  openQueueBoard: z.strictObject({}),
  /** Calls who waits longest in a line; the same key calls nobody else. */
  callNext: z.strictObject({ line: lineId, requestKey }),
  /** Called again, at the table, or not there when called. */
  moveParty: z.strictObject({ party: orderId, to: z.enum(['called', 'seated', 'skipped']), requestKey }),
} as const

/** A party as its diner sees it. */
export interface PartyView extends Pick<WaitingParty, 'line' | 'number' | 'people' | 'status'> {
  id: string
  /** Parties of its line that are called earlier. */
  before: number
  takenAt: number
  calledAt?: number
}

/** How long a line is. */
export interface LineView extends QueueLine {
  waiting: number
}

export interface QueueDinerReplies {
  takeQueueNumber: PartyView
  /** `party`: the diner's own number of today, if he has one. */
  openQueue: { lines: LineView[]; party?: PartyView }
  leaveQueue: { status: PartyStatus }
}

export interface QueueStaffReplies {
  openQueueBoard: { lines: LineView[]; parties: PartyView[]; now: number }
  /** Absent when nobody waits. */
  callNext: { party?: PartyView }
  moveParty: PartyView
}
