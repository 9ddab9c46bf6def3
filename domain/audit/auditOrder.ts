import { dueOf, paidWorth } from '../account/partPayments.ts'
import type { Order } from '../order.ts'
import type { Effect } from '../orderLife.ts'
import { pointsKept } from '../refund.ts'
import { type Finding, findingsOf } from './finding.ts'

const inTheHouse = ['billed', 'paid', 'cooking', 'ready', 'served', 'closed']

/** True when the order is made, or was, and not one whose money came too late and went back. */
export function wasPaidInTime(order: Order): boolean {
  return inTheHouse.includes(order.status) || (order.status === 'refunded' && order.lateEnd !== 'refunded')
}

/** True when its portions are sold, and stay so but for what comes back to the shelf: it was paid in time, or is on a bill. */
export function wasMade(order: Order): boolean {
  return wasPaidInTime(order) || (order.onBill === true && order.status === 'voided')
}

/** What other collections hold for one order. */
export interface OrderRows {
  tickets: number
  /** Sum of its rows in the points ledger. */
  points: number
}

/**
 * Audits one order by itself: its money (I1), that its state fits its payment (I7), its points (I4) and its ticket (I5).
 * What it still owes may be missing, so it can be audited at any time.
 */
export function auditOrder(order: Order, rows: OrderRows): Finding[] {
  return [...auditPayment(order), ...auditRows(order, rows)]
}

/** The part of `auditOrder` that needs the order alone. */
export function auditPayment(order: Order): Finding[] {
  const find = findingsOf(`orders/${order._id}`)
  const { status, payment, refundedFen } = order
  const [paidFen, dueFen, worthFen] = [payment?.paidFen ?? 0, dueOf(order), paidWorth(order)]
  const refunds = Object.values(order.refunds ?? {})
  const granted = refunds.reduce((sum, refund) => sum + refund.fen, 0)
  const isPaid = payment?.transactionId !== undefined
  const settles = order.owes.includes('revive') || order.lateEnd === 'refunded'
  return [
    ...auditPrice(order),
    ...find('I1', isPaid && paidFen !== dueFen, `has ${dueFen} fen due and took ${paidFen}`),
    ...find('I1', granted !== refundedFen, `says ${refundedFen} fen refunded, its refunds make ${granted}`),
    ...find('I1', refundedFen > worthFen, `refunded ${refundedFen} fen of ${worthFen}`),
    ...find(
      'I1',
      status === 'refunded' && refundedFen !== worthFen,
      `is refunded, but ${refundedFen} of ${worthFen} fen`,
    ),
    ...auditParts(order).flatMap((text) => find('I1', true, text)),
    ...find('I7', isPaid && status === 'placed', 'has its money and is not paid'),
    ...find('I7', payment !== undefined && order.onBill === true, 'is on a bill and has a payment of its own'),
    ...find('I7', status === 'billed' && !order.onBill, 'is billed and on no bill'),
    ...find(
      'I7',
      !isPaid && !order.onBill && (wasPaidInTime(order) || status === 'refunded'),
      `is ${status} without a payment`,
    ),
    ...find('I6', isPaid && status === 'cancelled' && !settles, 'was paid after its cancellation and owes no end'),
  ]
}

/** Lines, savings and fees make the total, and each line's share of the savings is its own. */
function auditPrice({ _id, lines, steps, totalFen, share }: Order): Finding[] {
  const find = findingsOf(`orders/${_id}`)
  const sum = (parts: readonly { fen: number }[]) => parts.reduce((fen, part) => fen + part.fen, 0)
  const savings = steps.filter(({ kind }) => kind === 'promotion' || kind === 'coupon')
  const shares = savings.flatMap((step) => step.lines ?? [])
  const parts = sum(lines) + sum(steps)
  return [
    ...find('I1', parts !== totalFen || totalFen < 0, `costs ${totalFen} fen, its lines and steps make ${parts}`),
    ...lines.flatMap((line, at) => {
      const saved = -sum(shares.filter((share) => share.line === at))
      // On a share of a bill one step says what its part of all savings and fees comes to.
      const isOff = !share && (line.offFen !== saved || saved < 0 || saved > line.fen)
      return find('I1', isOff, `line ${at} says ${line.offFen} fen saved, its shares make ${saved}`)
    }),
  ]
}

/** The parts of an order, and of each refund of it, add up. */
function auditParts({ parts, totalFen, refunds = {} }: Order): string[] {
  const { pointsFen = 0, valueFen = 0, dueFen = totalFen } = parts ?? {}
  const odd = Object.entries(refunds).filter(
    ([, { fen, parts: of }]) => of && of.moneyFen + of.valueFen + of.pointsFen !== fen,
  )
  return [
    ...(pointsFen + valueFen + dueFen === totalFen ? [] : [`costs ${totalFen} fen, its parts make another sum`]),
    ...odd.map(([number]) => `gives back ${number} in parts that make another sum`),
  ]
}

function auditRows(order: Order, { tickets, points }: OrderRows): Finding[] {
  const find = findingsOf(`orders/${order._id}`)
  const owes = (...effects: Effect[]) => effects.some((effect) => order.owes.includes(effect))
  const due = wasPaidInTime(order) ? pointsKept(order) : 0
  const most = wasMade(order) && !order.share ? 1 : 0
  const least = inTheHouse.includes(order.status) && !order.share && !owes('ticket') ? 1 : 0
  return [
    ...find('I4', points !== due && !owes('points', 'takeBackPoints'), `earned ${points} points instead of ${due}`),
    ...find('I5', tickets < least || tickets > most, `is ${order.status} and has ${tickets} tickets`),
  ]
}
