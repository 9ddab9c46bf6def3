import type { Fen } from '../money.ts'
import type { Order } from '../order.ts'

type Owed = Pick<Order, 'status' | 'onBill' | 'settledAt' | 'totalFen' | 'voidedFen'>

/** What a party has ordered and not paid: batches that wait for their payment, and those on a bill that is not settled. */
export function unpaidFen(batches: readonly Owed[]): Fen {
  return batches.reduce((sum, batch) => sum + owedFor(batch), 0)
}

/** True when nothing that was ordered waits for money, not even 0 fen of it. */
export function isAllPaid(batches: readonly Owed[]): boolean {
  return !batches.some(isOwed)
}

function owedFor(batch: Owed): Fen {
  return isOwed(batch) ? batch.totalFen - (batch.voidedFen ?? 0) : 0
}

function isOwed({ status, onBill, settledAt }: Owed): boolean {
  if (!onBill) return status === 'placed'
  return settledAt === undefined && status !== 'voided'
}
