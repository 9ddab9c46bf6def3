import { type House, readAll, writeShelf } from '@yundian/platform'

/** Writes the shelves whose trigger was lost. @returns how many were behind their boards */
export async function writeShelves(house: House): Promise<number> {
  let written = 0
  for (const board of await readAll(house.records.boards, {})) {
    if ((await writeShelf(board._id, house, board)) === 'written') written += 1
  }
  return written
}
