import type { DinerRequest, OrderView } from '@yundian/contract'
import { type PartsWish, Refusal } from '@yundian/domain'
import { config } from '../config'
import { attemptAnswered, nameAttempt } from './attempt'
import { askDiner, pause, Unanswered, untilAnswered } from './house'

/** What the phone said about a payment. It proves nothing: only checkPayment does (R7). */
export type PhoneOutcome = 'ok' | 'cancelled' | 'failed'

/**
 * Places an order exactly once, however often the answer is lost.
 * @throws Refusal, Unanswered (house.ts)
 */
export async function placeOnce(order: Omit<DinerRequest<'placeOrder'>, 'requestKey'>): Promise<OrderView> {
  const request = nameAttempt(order)
  try {
    const placed = await untilAnswered(() => askDiner('placeOrder', request))
    attemptAnswered()
    return placed
  } catch (error) {
    if (error instanceof Refusal) attemptAnswered()
    throw error
  }
}

/** Which of what he has the diner wants to use, and what the screen showed as left to pay, in fen. */
export interface ChosenParts extends PartsWish {
  dueFen: number
}

/**
 * Pays an order, in part with points and stored value when the diner chose so; when they pay it whole, no sheet opens.
 * @param changes whether an earlier choice of parts may stand on the order
 * @throws Refusal, Unanswered when the house could not start a payment
 */
export async function payInParts(order: string, parts: ChosenParts, changes: boolean): Promise<PhoneOutcome> {
  const { points, value, dueFen } = parts
  if (!points && !value && !changes) return pay(order)
  const seen = await untilAnswered(() => askDiner('chooseParts', { order, points, value, expectedDue: dueFen }))
  return seen.status === 'placed' ? pay(order) : 'ok'
}

/**
 * Opens WeChat's payment sheet for an order.
 * @throws Refusal, Unanswered when the house could not start a payment
 */
export async function pay(order: string): Promise<PhoneOutcome> {
  const payment = await untilAnswered(() => askDiner('payOrder', { order }))
  try {
    await wx.requestPayment(payment)
    return 'ok'
  } catch (failure) {
    return /cancel/.test((failure as { errMsg?: string }).errMsg ?? '') ? 'cancelled' : 'failed'
  }
}

/**
 * Asks the house until the order is no longer waiting for money, or patience ends.
 * @returns the order as last seen; undefined when the house never answered.
 */
export async function waitForPayment(order: string, waits: readonly number[]): Promise<OrderView | undefined> {
  let seen: OrderView | undefined
  for (const wait of [0, ...waits]) {
    await pause(wait)
    try {
      seen = await askDiner('checkPayment', { order })
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
    }
    if (seen && seen.status !== 'placed') return seen
  }
  return seen
}

/** About ten seconds for money that the phone says was paid; two looks when the diner turned back. */
export const waitsAfter: Record<PhoneOutcome, readonly number[]> = {
  ok: [500, 1000, 1500, 2500, 4000],
  failed: [700, 1500, 2500],
  cancelled: [800],
}

/** Asks whether a message may be sent when the food is ready. Whatever the diner or WeChat says, ordering goes on. */
export async function offerReadyMessage(): Promise<void> {
  if (config.readyTemplate === '') return
  try {
    await wx.requestSubscribeMessage({ tmplIds: [config.readyTemplate] })
  } catch {
    // Declined, or switched off in the phone's settings: the order page still shows when it is ready.
  }
}
