import type { Fen } from './money.ts'
import type { Order } from './order.ts'
import type { OrderStatus } from './orderLife.ts'
import { limitedPortions } from './refund.ts'
import { Refusal } from './refusal.ts'

/** Portions taken off a bill before it is paid: no money moves, but somebody answers for it. */
export interface Void {
  /** `gift`: the guest keeps the dish, and the house pays for it. */
  kind: 'return' | 'gift'
  fen: Fen
  /** Lines are named by their place on the order, from 0. */
  lines: { line: number; quantity: number }[]
  /** Limited portions that nobody cooked: they can be sold again. */
  restock: Record<string, number>
  reason: string
  /** The openid of who did it. */
  by: string
  /** Of who asked: the same key is the same void. */
  requestKey: string
  at: Date
  restockedAt?: Date
}

/** Who may take something off a bill: nothing is cooked yet, or the kitchen is at it, or the guest has it before him. */
export function whoVoids({ status, onBill, settledAt }: Order): 'staff' | 'owner' | undefined {
  if (!onBill || settledAt || status === 'voided') return undefined
  return status === 'served' || status === 'closed' ? 'owner' : 'staff'
}

export interface VoidWish {
  kind: Void['kind']
  /** Absent: all that is left. */
  lines?: { line: number; quantity: number }[]
}

/** Portions of each line that are neither taken off nor given away. */
export function billedQuantities({ lines, voids }: Pick<Order, 'lines' | 'voids'>): number[] {
  const quantities = lines.map(({ quantity }) => quantity)
  for (const taken of Object.values(voids ?? {})) {
    for (const { line, quantity } of taken.lines) quantities[line] = (quantities[line] ?? 0) - quantity
  }
  return quantities
}

export const voidNumber = (count: number): string => `v${count}`

/**
 * Decides what taking portions off a bill comes to: its number, its price, the portions that can be sold again, and the
 * status after it.
 * @throws Refusal not_voidable
 */
export function planVoid(
  order: Order,
  { kind, lines: wished }: VoidWish,
  grant: Pick<Void, 'reason' | 'by' | 'requestKey' | 'at'>,
): { number: string; taken: Void; status: OrderStatus } {
  const left = billedQuantities(order)
  const refuse = (why: 'not_on_the_order' | 'reason_needed' | 'not_on_a_bill'): never => {
    throw new Refusal('not_voidable', { why })
  }
  if (whoVoids(order) === undefined) return refuse('not_on_a_bill')
  if (grant.reason === '' && (kind === 'gift' || order.status !== 'billed')) return refuse('reason_needed')
  const lines = wished ?? left.map((quantity, line) => ({ line, quantity })).filter(({ quantity }) => quantity > 0)
  const fits = lines.every(({ line, quantity }) => quantity >= 1 && quantity <= (left[line] ?? 0))
  const isTwice = new Set(lines.map(({ line }) => line)).size !== lines.length
  if (!fits || isTwice || lines.length === 0) return refuse('not_on_the_order')
  for (const { line, quantity } of lines) left[line] = (left[line] ?? 0) - quantity
  const taken: Void = {
    kind,
    fen: lines.reduce((sum, { line, quantity }) => sum + (order.lines[line]?.unitFen ?? 0) * quantity, 0),
    lines,
    restock: kind === 'return' && order.status === 'billed' ? limitedPortions(order, lines) : {},
    ...grant,
  }
  const all = [...Object.values(order.voids ?? {}), taken]
  const isGone = left.every((quantity) => quantity === 0) && all.every((each) => each.kind === 'return')
  return { number: voidNumber(all.length), taken, status: isGone ? 'voided' : order.status }
}
