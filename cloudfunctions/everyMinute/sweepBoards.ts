import { auditBoard } from '@yundian/domain'
import {
  type House,
  readAll,
  sweepBooked,
  sweepCounters,
  sweepHolds,
  sweepReturned,
  sweepServing,
  tellFindings,
} from '@yundian/platform'

/** Audits every board, ends the holds that belong to no order, writes stock entries that are owed, and forgets what is over. @returns how many */
export async function sweepBoards(house: House): Promise<number> {
  const boards = await readAll(house.records.boards, {})
  let swept = 0
  for (const board of boards) {
    await tellFindings(auditBoard(board), house)
    swept += (await sweepHolds(board, house)) + (await sweepReturned(board, house)) + (await sweepServing(board, house))
    swept += (await sweepBooked(board, house)) + (await sweepCounters(board, house))
  }
  return swept
}
