import { type Order, outRefundNo, paymentNumber } from '@yundian/domain'
import type { House } from '../house.ts'
import { channelOf } from '../pay/channelOf.ts'
import { _ } from '../records.ts'
import { finishRefund } from './finishRefund.ts'
import { refundFailed } from './refundFailed.ts'

const hourMs = 3_600_000

/** How long after the last look an accepted refund is asked about again: soon at first, then once an hour. */
export function lookAfterMs(sinceSentMs: number): number {
  return Math.min(Math.max(60_000, sinceSentMs), hourMs)
}

/**
 * Asks the pay platform what became of an order's accepted refunds: accepted is not done (R18), and a notice may never
 * come. A failed one is sent again under the same number (R16), and the owner is told.
 * @returns true when none is left to follow
 */
export async function followRefund(order: Order, house: House): Promise<boolean> {
  const { records, clock } = house
  const accepted = Object.entries(order.refunds ?? {}).filter(([, { state }]) => state === 'accepted')
  const ends = await Promise.all(accepted.map(([number]) => look(order, number, house)))
  const open = accepted.filter((_entry, at) => ends[at] !== 'done')
  const isOwed = ends.includes('failed') || Object.values(order.refunds ?? {}).some(({ state }) => state === 'granted')
  const firstSent = Math.min(...open.map(([, { sentAt }]) => sentAt?.getTime() ?? 0), clock.now())
  const next = new Date(clock.now() + lookAfterMs(clock.now() - firstSent))
  // Another refund, sent in between, has set a look of its own.
  await records.orders.update(
    { _id: order._id, refundLookAt: order.refundLookAt },
    {
      refundLookAt: open.length > 0 || isOwed ? next : _.remove(),
      // A failure may have been noticed just when its sending was struck out.
      ...(isOwed ? { owes: _.addToSet('refund') } : {}),
    },
  )
  return open.length === 0 && !isOwed
}

async function look(order: Order, number: string, house: House): Promise<'done' | 'processing' | 'failed'> {
  const refundId = outRefundNo(order._id, number)
  const state = await channelOf(order, house).queryRefund({ id: paymentNumber(order), refundId })
  if (state === 'processing') return state
  if (state === 'done') {
    await finishRefund(order._id, number, house)
    return state
  }
  await refundFailed(order._id, number, house)
  return 'failed'
}
