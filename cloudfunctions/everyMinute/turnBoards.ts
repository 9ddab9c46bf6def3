import { stockTimeOf } from '@yundian/domain'
import { type House, readAll, turnBoard } from '@yundian/platform'

/**
 * Turns every board to the business day and the meal period that it is now, so that the first to open the menu sees
 * what was sold out before on sale again. @returns how many boards there are
 */
export async function turnBoards(house: House): Promise<number> {
  const boards = await readAll(house.records.boards, {})
  for (const board of boards) {
    const menu = await house.menus.take(board._id, board.menuVersion)
    if (menu) await turnBoard(board, menu, stockTimeOf(house.clock.now(), menu.store), house)
  }
  return boards.length
}
