import type { PaidAlready, PayChannel } from './payChannel.ts'

/**
 * Money in the hand of somebody of the staff. Nobody else keeps a book of it: what our ledger says is all there is, so
 * there is nothing to ask, and giving it back is done with the saying.
 */
export const cash: PayChannel<PaidAlready> = {
  name: 'cash',

  async start({ id, totalFen, takenBy }) {
    if (takenBy === undefined) return { ok: false, reason: 'nobody of the staff took the money' }
    return { ok: true, paid: { transactionId: `cash:${takenBy}:${id}`, totalFee: totalFen } }
  },
  query: async () => ({ state: 'unpaid' }),
  close: async () => 'closed',
  refund: async () => 'accepted',
  queryRefund: async () => 'done',
  parseNotice: async () => ({ kind: 'refused', reason: 'merchant' }),
  dailyBill: async () => [],
}
