import type { Board } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** Longer than any function lives: nobody who looked for the row before it was written is still at work. */
const keptMs = 3_600_000

/** Writes the rows of the stock ledger that a dying function owed, and forgets marks that are old. @returns how many */
export async function sweepBooked(board: Board, { records, clock }: House): Promise<number> {
  let forgotten = 0
  for (const [id, entry] of Object.entries(board.booked ?? {})) {
    await records.stockEntries.add(entry)
    if (entry.at.getTime() + keptMs > clock.now()) continue
    forgotten += await records.boards.update(
      { _id: board._id, [`booked.${id}`]: _.exists(true) },
      { [`booked.${id}`]: _.remove() },
    )
  }
  return forgotten
}
