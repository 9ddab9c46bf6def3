import { auditPayment, type Effect, type Order } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { tellFindings } from '../tellFindings.ts'
import { tellWebhooks } from '../webhooks/tellWebhooks.ts'
import { closePayment } from './closePayment.ts'
import { earnPoints } from './earnPoints.ts'
import { endParts } from './endParts.ts'
import { giveBackParts } from './giveBackParts.ts'
import { makeTicket } from './makeTicket.ts'
import { restockRefunds } from './restockRefunds.ts'
import { reviveOrder } from './reviveOrder.ts'
import { sendLateMessage } from './sendLateMessage.ts'
import { sendReadyMessage } from './sendReadyMessage.ts'
import { sendRefundMessages } from './sendRefundMessages.ts'
import { sendRefunds } from './sendRefunds.ts'
import { releaseHold, settleHold } from './settleHold.ts'
import { takeBackPoints } from './takeBackPoints.ts'
import { unloadOrder } from './unloadOrder.ts'

/**
 * Does one thing that an order owes; doing it again changes nothing.
 * 'later' leaves it owed, for the next timer; 'done' may already have been written by the effect itself.
 */
export type RunEffect = (order: Order, house: House) => Promise<'done' | 'later'>

const runs: Record<Effect, RunEffect> = {
  settle: settleHold,
  release: releaseHold,
  ticket: makeTicket,
  points: earnPoints,
  messageReady: sendReadyMessage,
  messageLate: sendLateMessage,
  messageRefunded: sendRefundMessages,
  closePayment,
  revive: reviveOrder,
  refund: sendRefunds,
  restock: restockRefunds,
  takeBackPoints,
  unload: unloadOrder,
  parts: endParts,
  giveBackParts,
  webhook: tellWebhooks,
}

/**
 * Runs all that an order owes and strikes out what is done; one that fails does not keep the others back. Nothing is
 * struck out when a refund was granted, or something voided, in between: then the order owes the same again, for that.
 */
export async function runEffects(order: Order, house: House): Promise<void> {
  await tellFindings(auditPayment(order), house)
  const results = await Promise.allSettled(
    // Granted twice before it was run once, a refund is owed twice; one run does for both.
    [...new Set(order.owes)].map(async (effect) => ({ effect, end: await runs[effect](order, house) })),
  )
  const done = results.flatMap((result) =>
    result.status === 'fulfilled' && result.value.end === 'done' ? [result.value.effect] : [],
  )
  if (done.length > 0) {
    const voidedFen = order.voidedFen ?? _.exists(false)
    await house.records.orders.update(
      { _id: order._id, refundedFen: order.refundedFen, voidedFen },
      { owes: _.pullAll(done) },
    )
  }
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
