import { auditBoard } from '@yundian/domain'
import { type House, readAll, sweepHolds, sweepReturned, sweepServing, tellFindings } from '@yundian/platform'

/** Audits every board, ends the holds that belong to no order, and forgets refunds that are over. @returns how many */
export async function sweepBoards(house: House): Promise<number> {
  const boards = await readAll(house.records.boards, {})
  let swept = 0
  for (const board of boards) {
    await tellFindings(auditBoard(board), house)
    swept += (await sweepHolds(board, house)) + (await sweepReturned(board, house)) + (await sweepServing(board, house))
  }
  return swept
}
