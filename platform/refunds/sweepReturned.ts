import type { Board } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** Longer than any function lives: nobody who read an order before its portions came back is still at work. */
const keptMs = 3_600_000

/** Lets the board forget the refunds and voids whose portions came back, once their orders say so themselves. @returns how many */
export async function sweepReturned(board: Board, { records, clock }: House): Promise<number> {
  let forgotten = 0
  for (const [mark, at] of Object.entries(board.returned ?? {})) {
    if (at.getTime() + keptMs > clock.now()) continue
    const [orderId = '', number = ''] = mark.split('-')
    const order = await records.orders.get(orderId)
    if (!(order?.refunds?.[number] ?? order?.voids?.[number])?.restockedAt) continue
    forgotten += await records.boards.update({ _id: board._id }, { [`returned.${mark}`]: _.remove() })
  }
  return forgotten
}
