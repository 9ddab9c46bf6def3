import type { Board } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** Lets the board forget diners who hold nothing any more, and what staff said for a day that is over. @returns how many */
export async function sweepCounters(board: Board, { records }: House): Promise<number> {
  let swept = 0
  for (const [key, orders] of Object.entries(board.openOrders ?? {})) {
    if (orders !== 0) continue
    const own = { _id: board._id, [`openOrders.${key}`]: 0 }
    swept += await records.boards.update(own, {
      [`openOrders.${key}`]: _.remove(),
      [`openPortions.${key}`]: _.remove(),
    })
  }
  return swept
}
