import type { Board } from '@yundian/domain'
import { endOfHold } from './board/holding.ts'
import type { House } from './house.ts'

/** A hold without an order is left alone this long past its time: its order may be about to be written. */
const graceMs = 60_000

/**
 * Ends the holds that belong to no order: a function died between taking the portions and writing the order, or a
 * repeated request took them twice. The hold of an order that exists ends with that order, never here.
 */
export async function sweepHolds(board: Board, { records, clock }: House): Promise<number> {
  let swept = 0
  for (const [orderId, hold] of Object.entries(board.holds)) {
    if (hold.until.getTime() + graceMs > clock.now()) continue
    // In this order: a batch goes from its table's outbox into `orders`, never back.
    const [table] = await records.sittings.find(
      { pending: true, [`outbox.${orderId}.attempt`]: hold.attempt },
      { limit: 1, fields: ['_id'] },
    )
    if (table || (await records.orders.get(orderId))?.attempt === hold.attempt) continue
    const own = { _id: board._id, [`holds.${orderId}.attempt`]: hold.attempt }
    swept += await records.boards.update(own, endOfHold(orderId, hold, 'release'))
  }
  return swept
}
