import { type Board, type Menu, restock } from '@yundian/domain'
import type { House } from './house.ts'
import { _ } from './records.ts'

/**
 * Turns a board of an earlier day to this one, once: pickup numbers begin again at 1, limited dishes are restocked.
 * A board is never turned back.
 * @param day YYYY-MM-DD
 */
export async function turnBusinessDay(board: Board, menu: Menu, day: string, { records }: House): Promise<void> {
  if (board.businessDay >= day) return
  const changes = Object.entries(restock(board, menu)).flatMap(([sku, change]) => [
    [`left.${sku}`, _.inc(change)],
    [`received.${sku}`, _.inc(change)],
  ])
  await records.boards.update(
    { _id: board._id, businessDay: board.businessDay },
    { businessDay: day, lastNumber: 0, ...Object.fromEntries(changes) },
  )
}
