import type { KitchenOrder } from '@yundian/contract'
import { nextKitchenStep } from '@yundian/domain'

export type KitchenStep = NonNullable<ReturnType<typeof nextKitchenStep>>

/** A step that a cook has tapped and may still take back. */
export interface PendingMove {
  to: KitchenStep
  /** Instant in ms at which it is sent. */
  dueAt: number
}

/** By order id. */
export type PendingMoves = Readonly<Record<string, PendingMove>>

export const undoMs = 8000

/**
 * A tap on an order's card: the first one plans its next step, a second one says that it is to be sent at once.
 * @returns the plans, and the order to send now if there is one.
 */
export function tapCard(
  moves: PendingMoves,
  order: Pick<KitchenOrder, 'id' | 'status'>,
  now: number,
): { moves: PendingMoves; sendNow?: PendingMove } {
  const planned = moves[order.id]
  if (planned) return { moves: without(moves, order.id), sendNow: planned }
  const to = nextKitchenStep(order.status)
  return { moves: to ? { ...moves, [order.id]: { to, dueAt: now + undoMs } } : moves }
}

export function without(moves: PendingMoves, id: string): PendingMoves {
  return Object.fromEntries(Object.entries(moves).filter(([planned]) => planned !== id))
}

/** The orders whose time to take back is over. */
export function dueMoves(moves: PendingMoves, now: number): [id: string, move: PendingMove][] {
  return Object.entries(moves).filter(([, move]) => move.dueAt <= now)
}
