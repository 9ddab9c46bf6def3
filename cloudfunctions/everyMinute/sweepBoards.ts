import { type House, readAll, sweepHolds, sweepReturned } from '@yundian/platform'

/** Ends the holds that belong to no order, and forgets refunds that are over, on every board. @returns how many */
export async function sweepBoards(house: House): Promise<number> {
  const boards = await readAll(house.records.boards, {})
  let swept = 0
  for (const board of boards) swept += (await sweepHolds(board, house)) + (await sweepReturned(board, house))
  return swept
}
