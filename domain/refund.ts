import { paidWorth, partsPaid, type RefundParts, splitRefund } from './account/partPayments.ts'
import type { Fen } from './money.ts'
import type { Order, OrderLine } from './order.ts'
import type { OrderStatus } from './orderLife.ts'
import { pointsFor } from './points.ts'
import { Refusal } from './refusal.ts'

/** An order's refunds at most, and the time in which they must be asked for (R17). */
export const mostRefunds = 50
const refundableMs = 365 * 86_400_000

/** What is to be given back. Lines are named by their place on the order, from 0. */
export type RefundWish =
  | { kind: 'whole' }
  | { kind: 'lines'; lines: { line: number; quantity: number }[] }
  | { kind: 'amount'; fen: Fen }

/** One granted refund: money, portions and points of it move together, each once. */
export interface Refund {
  fen: Fen
  /** Which portions of which lines; none when only an amount was given back. */
  lines: { line: number; quantity: number }[]
  /** Limited portions that nobody cooked: they can be sold again. */
  restock: Record<string, number>
  /** Taken back, so 0 or more. */
  points: number
  reason: string
  /** The openid of who granted it, or `house`. */
  by: string
  /** Of who asked: the same key is the same refund. */
  requestKey: string
  /** What was asked for; the same key must come with the same wish. Absent when the house gave back by itself. */
  wish?: RefundWish
  /** How `fen` is made up, when the order was paid in parts; else all of it goes back by the channel. */
  parts?: RefundParts
  grantedAt: Date
  /** When its sending was last tried in vain. */
  triedAt?: Date
  /** Accepted is not done (R18): the platform may need days, or fail. */
  state: 'granted' | 'accepted' | 'done'
  sentAt?: Date
  doneAt?: Date
  restockedAt?: Date
}

/** When a refund went to the pay platform, as far as we know: its arrival may be told when the answer to its sending was lost. */
export function sentBy({ sentAt, doneAt }: Pick<Refund, 'sentAt' | 'doneAt'>): Date | undefined {
  return sentAt ?? doneAt
}

type GrantedOrder = Pick<Order, 'status' | 'share' | 'onBill'>

/** Who may give money back: nothing is cooked yet, the kitchen is at it, or the guest has eaten. */
export function whoGrants({ status, share, onBill }: GrantedOrder): 'diner' | 'staff' | 'owner' | undefined {
  // Of what is on a bill nothing was paid yet, and a share of one is paid when the guest has eaten.
  if (onBill) return undefined
  if (status === 'paid') return share ? 'owner' : 'diner'
  if (status === 'cooking' || status === 'ready') return 'staff'
  if (status === 'served' || status === 'closed') return 'owner'
  return undefined
}

export const refundNumber = (count: number): string => `r${count}`

/** The number by which the pay platform knows a refund; the same at every try (R16). */
export const outRefundNo = (orderId: string, number: string): string => `${orderId}-${number.slice(1)}`

/** Portions of each line that were given back, or taken off the bill and are not to be eaten. */
export function refundedQuantities(order: Pick<Order, 'lines' | 'refunds' | 'voids'>): number[] {
  const quantities = order.lines.map(() => 0)
  const returned = Object.values(order.voids ?? {}).filter(({ kind }) => kind === 'return')
  for (const { lines } of [...Object.values(order.refunds ?? {}), ...returned]) {
    for (const { line, quantity } of lines) quantities[line] = (quantities[line] ?? 0) + quantity
  }
  return quantities
}

/** Points that an order is worth after what was given back. */
export function pointsKept(
  order: Pick<Order, 'payment' | 'refundedFen' | 'pointsPerYuan' | 'status' | 'lateEnd' | 'parts'>,
): number {
  // Money and stored value earn, points do not; and points are what goes back last.
  const earningFen = (order.payment?.paidFen ?? 0) + (partsPaid(order)?.valueFen ?? 0)
  return pointsFor(Math.max(0, earningFen - order.refundedFen), order.pointsPerYuan)
}

/**
 * Decides what a wish comes to: its number, its fen, the portions and points that go with it, and the status after it.
 * @throws Refusal not_refundable
 */
export function planRefund(
  order: Order,
  wish: RefundWish,
  grant: { reason: string; by: string; requestKey: string; at: Date },
): { number: string; refund: Refund; status: OrderStatus } {
  const leftFen = paidWorth(order) - order.refundedFen
  const refuse = (why: 'not_paid' | 'too_much' | 'too_many' | 'too_late' | 'not_on_the_order'): never => {
    throw new Refusal('not_refundable', { why, leftFen })
  }
  const paidAt = order.payment?.paidAt
  if (paidAt === undefined || whoGrants(order) === undefined) return refuse('not_paid')
  if (grant.at.getTime() - paidAt.getTime() > refundableMs) return refuse('too_late')
  const count = Object.keys(order.refunds ?? {}).length
  if (count >= mostRefunds) return refuse('too_many')
  const wished = wish.kind === 'lines' ? wish.lines : []
  if (!areLeft(order, wished)) return refuse('not_on_the_order')
  const fen = { whole: leftFen, amount: wish.kind === 'amount' ? wish.fen : 0, lines: priceOf(order, wished) }[
    wish.kind
  ]
  if (fen < 1 || fen > leftFen) return refuse('too_much')
  // Who has all his money back has nothing more to come, however it was asked for.
  const lines = fen === leftFen ? linesLeft(order) : wished
  const kept = pointsKept({ ...order, refundedFen: order.refundedFen + fen })
  const paidParts = partsPaid(order)
  const parts = paidParts && splitRefund(order, paidParts, fen)
  return {
    number: refundNumber(count + 1),
    status: fen === leftFen ? 'refunded' : order.status,
    refund: {
      fen,
      lines,
      restock: order.status === 'paid' ? limitedPortions(order, lines) : {},
      points: pointsKept(order) - kept,
      reason: grant.reason,
      by: grant.by,
      requestKey: grant.requestKey,
      wish,
      ...(parts ? { parts } : {}),
      grantedAt: grant.at,
      // What no platform has to pay is done with the grant.
      ...(parts?.moneyFen === 0 ? { state: 'done', doneAt: grant.at } : { state: 'granted' }),
    },
  }
}

/**
 * The refund of a payment that came after the cancellation and whose order cannot be made any more (R22): the kitchen
 * never heard of it, its portions went back when it was cancelled, and it never earned points.
 */
export function lateRefund(order: Order, at: Date): Refund {
  return {
    fen: order.payment?.paidFen ?? 0,
    lines: [],
    restock: {},
    points: 0,
    reason: 'paid too late',
    by: 'house',
    requestKey: 'late',
    grantedAt: at,
    state: 'granted',
  }
}

function linesLeft(order: Order): Refund['lines'] {
  const given = refundedQuantities(order)
  return order.lines
    .map((line, at) => ({ line: at, quantity: line.quantity - (given[at] ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
}

function areLeft(order: Order, wished: Refund['lines']): boolean {
  const left = new Map(linesLeft(order).map(({ line, quantity }) => [line, quantity]))
  const fits = wished.every(({ line, quantity }) => quantity >= 1 && quantity <= (left.get(line) ?? 0))
  return fits && new Set(wished.map(({ line }) => line)).size === wished.length
}

function priceOf(order: Order, lines: Refund['lines']): Fen {
  const given = refundedQuantities(order)
  return lines.reduce((sum, { line, quantity }) => {
    const sold = order.lines[line]
    return sum + (sold ? paidForPortions(sold, given[line] ?? 0, quantity) : 0)
  }, 0)
}

/**
 * What was paid for some portions of a line, after its share of the savings, when `given` of them were given back before.
 * A portion is worth the same as any other of its line, rounded down; the last one takes what the rounding left, so that
 * all portions together are worth what was paid for the line.
 */
export function paidForPortions(
  line: Pick<OrderLine, 'quantity' | 'fen' | 'offFen'>,
  given: number,
  quantity: number,
): Fen {
  const worth = (portions: number) => Math.floor(((line.fen - line.offFen) * portions) / line.quantity)
  return worth(given + quantity) - worth(given)
}

/** What portions of lines of an order took from the board, by SKU. */
export function limitedPortions(order: Order, lines: Refund['lines']): Record<string, number> {
  const portions: Record<string, number> = {}
  for (const { line, quantity } of lines) {
    for (const [sku, each] of Object.entries(takesOfLine(order, line))) {
      portions[sku] = (portions[sku] ?? 0) + each * quantity
    }
  }
  return portions
}

function takesOfLine({ takes, lines, demand }: Order, at: number): Record<string, number> {
  if (takes) return takes[at] ?? {}
  const sold = lines[at]
  const own: Record<string, number> = {}
  for (const sku of sold ? [sold.dish, ...sold.choices.map((choice) => choice.dish)] : []) {
    if (sku in demand) own[sku] = (own[sku] ?? 0) + 1
  }
  return own
}
