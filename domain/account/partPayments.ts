import type { Fen } from '../money.ts'
import type { Order } from '../order.ts'
import type { Refund } from '../refund.ts'
import type { Balance } from './account.ts'

/** How a store lets diners pay with points. */
export interface PointsRule {
  /** Points that pay for one yuan. */
  perYuan: number
  /** Of an order at most, in percent. */
  mostPercent: number
  /** Fewer are not taken. */
  least: number
}

/** Which of what he has a diner wants to use. The amounts are the house's to reckon. */
export interface PartsWish {
  points: boolean
  value: boolean
}

/** What of an order is not paid by its channel, and what is left for that; fixed before paying begins. */
export interface PartPlan {
  points: number
  pointsFen: Fen
  valueFen: Fen
  dueFen: Fen
}

export interface PartPayments extends PartPlan {
  wish: PartsWish
  /** Names the hold on the diner's account that stands behind it. */
  hold: string
}

/** Points first, as many as the store takes, whole points for whole fen; then stored value; the rest is due. */
export function planParts(
  totalFen: Fen,
  free: Balance,
  { points: withPoints, value: withValue }: PartsWish,
  rule: PointsRule | undefined,
): PartPlan {
  const points = withPoints && rule ? usablePoints(totalFen, free.points, rule) : 0
  const pointsFen = rule ? fenOfPoints(points, rule) : 0
  const valueFen = withValue ? Math.max(0, Math.min(free.valueFen, totalFen - pointsFen)) : 0
  return { points, pointsFen, valueFen, dueFen: totalFen - pointsFen - valueFen }
}

const fenOfPoints = (points: number, { perYuan }: PointsRule): Fen => Math.floor((points * 100) / perYuan)

function usablePoints(totalFen: Fen, free: number, rule: PointsRule): number {
  const mostFen = Math.floor((totalFen * rule.mostPercent) / 100)
  const most = Math.min(free, Math.floor((mostFen * rule.perYuan) / 100))
  return most >= Math.max(1, rule.least) && fenOfPoints(most, rule) > 0 ? most : 0
}

/** What the channel has to take of an order. */
export function dueOf({ totalFen, parts }: Pick<Order, 'totalFen' | 'parts'>): Fen {
  return parts?.dueFen ?? totalFen
}

/** The parts that an order was paid with. Those of an order that was paid too late went back when it was cancelled. */
export function partsPaid({ status, lateEnd, parts }: Pick<Order, 'status' | 'lateEnd' | 'parts'>) {
  const isPaid = status !== 'placed' && status !== 'cancelled' && lateEnd !== 'refunded'
  return isPaid ? parts : undefined
}

/** All that was given for an order: money, stored value and what its points were worth. */
export function paidWorth(order: Pick<Order, 'payment' | 'status' | 'lateEnd' | 'parts'>): Fen {
  const parts = partsPaid(order)
  return (order.payment?.paidFen ?? 0) + (parts?.valueFen ?? 0) + (parts?.pointsFen ?? 0)
}

/** How a sum that goes back is made up. */
export interface RefundParts {
  moneyFen: Fen
  valueFen: Fen
  pointsFen: Fen
  points: number
}

/**
 * Splits a refund: first what the channel took goes back there, then stored value, at last points. So the refunds of an
 * order give back each part exactly, however many they are.
 * @param fen with what was given back before (`order.refundedFen`) not more than `paidWorth`
 */
export function splitRefund(order: Pick<Order, 'payment' | 'refundedFen'>, parts: PartPlan, fen: Fen): RefundParts {
  const before = givenBack(order.payment?.paidFen ?? 0, parts, order.refundedFen)
  const after = givenBack(order.payment?.paidFen ?? 0, parts, order.refundedFen + fen)
  return {
    moneyFen: after.moneyFen - before.moneyFen,
    valueFen: after.valueFen - before.valueFen,
    pointsFen: after.pointsFen - before.pointsFen,
    points: after.points - before.points,
  }
}

function givenBack(paidFen: Fen, parts: PartPlan, sum: Fen): RefundParts {
  const moneyFen = Math.min(sum, paidFen)
  const valueFen = Math.min(sum - moneyFen, parts.valueFen)
  const pointsFen = sum - moneyFen - valueFen
  const points = parts.pointsFen === 0 ? 0 : Math.floor((parts.points * pointsFen) / parts.pointsFen)
  return { moneyFen, valueFen, pointsFen, points }
}

/** What of a refund goes back by the channel. */
export function moneyOf({ fen, parts }: Pick<Refund, 'fen' | 'parts'>): Fen {
  return parts?.moneyFen ?? fen
}
