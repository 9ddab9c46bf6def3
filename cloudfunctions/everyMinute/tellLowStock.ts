import { ingredientSku } from '@yundian/domain'
import { type House, readAll } from '@yundian/platform'

/** Tells the owner of each ingredient that runs low, once a business day. @returns how many are low */
export async function tellLowStock(house: House): Promise<number> {
  const { records, clock } = house
  const ingredients = await readAll(records.ingredients, {})
  if (ingredients.length === 0) return 0
  const boards = new Map((await readAll(records.boards, {})).map((board) => [board._id, board]))
  let low = 0
  for (const { _id, store, name, unit, lowAt } of ingredients) {
    const board = boards.get(store)
    const left = board?.left[ingredientSku(_id)] ?? 0
    if (!board || left > lowAt) continue
    low += 1
    const text = `${name}: ${left} ${unit} left, low at ${lowAt}`
    await records.alerts.add({
      _id: `stock:${_id}:${board.businessDay}`,
      kind: 'stock',
      text,
      at: new Date(clock.now()),
    })
  }
  return low
}
