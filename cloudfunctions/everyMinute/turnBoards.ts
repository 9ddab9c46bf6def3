import { businessDayOf } from '@yundian/domain'
import { type House, readAll, turnBusinessDay } from '@yundian/platform'

/**
 * Turns every board to the business day that it is now, so that the first to open the menu in the morning sees
 * yesterday's sold-out dishes on sale again. @returns how many boards there are
 */
export async function turnBoards(house: House): Promise<number> {
  const boards = await readAll(house.records.boards, {})
  for (const board of boards) {
    const menu = await house.menus.take(board._id, board.menuVersion)
    if (menu) await turnBusinessDay(board, menu, businessDayOf(house.clock.now(), menu.store), house)
  }
  return boards.length
}
