import {
  type IngredientDocument,
  type IngredientRow,
  type StaffDocument,
  type StaffReplies,
  type StockRow,
  staffRequests,
} from '@yundian/contract'
import { type Board, findDish, type Menu, nameOfSku, optionSku, Refusal, stockView } from '@yundian/domain'
import { type House, onBoard, readAll, useCase } from '@yundian/platform'

/** Staff see everything that can be switched off, with what is left of it, and the ingredients. */
export const openStock = useCase(
  staffRequests.openStock,
  async (_input, { records, menus }: House, { store }: StaffDocument): Promise<StaffReplies['openStock']> => {
    const [board, ingredients] = await Promise.all([records.boards.get(store), readAll(records.ingredients, { store })])
    const menu = board && (await menus.take(store, board.menuVersion))
    if (!board || !menu) throw new Refusal('unknown_store', { store })
    const rows = skusOf(menu).map((sku) => stockRow(board, menu, sku) as StockRow)
    return { rows, ingredients: ingredients.map((ingredient) => ingredientRow(board, ingredient)) }
  },
)

function skusOf(menu: Menu): string[] {
  return menu.dishes.flatMap(({ id, optionGroups }) => [
    id,
    ...optionGroups.flatMap(({ options }) => options.map((option) => optionSku(id, option.id))),
  ])
}

/** The stock of a dish or an option, as staff see it; undefined when the menu has no such thing. */
export function stockRow(board: Board, menu: Menu, sku: string): StockRow | undefined {
  const dish = findDish(menu, sku.split('X')[0] ?? '')
  if (!dish || !skusOf(menu).includes(sku)) return undefined
  const { left } = stockView(board, menu)
  const off = board.off[sku]
  return {
    sku,
    name: nameOfSku(menu, sku),
    category: dish.category,
    ...(left[sku] === undefined ? {} : { left: left[sku] }),
    ...(off ? { off: off.until ?? '' } : {}),
  }
}

export function ingredientRow(board: Board, { _id, name, unit, lowAt }: IngredientDocument): IngredientRow {
  return { ingredient: _id, name, unit, lowAt, ...onBoard(board, _id) }
}
