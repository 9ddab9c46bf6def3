import type { BookedStock } from '../board.ts'
import type { Order } from '../order.ts'
import { ingredientOf } from './sku.ts'

/** What happened to an ingredient on a business day, in its unit. */
export interface IngredientUse {
  /** What the day's orders took by their recipes: the theoretical use. */
  used: number
  delivered: number
  wasted: number
  /** What counting found more (or less, below zero) than the books said. */
  difference: number
}

export type IngredientUses = Record<string, IngredientUse>

const nothing: IngredientUse = { used: 0, delivered: 0, wasted: 0, difference: 0 }

/** Adds what an order took that was made; what came back before it was cooked was not used. */
export function addOrderUse(uses: IngredientUses, { demand, refunds = {}, voids = {} }: Order): IngredientUses {
  const back = [...Object.values(refunds), ...Object.values(voids)]
  return Object.entries(demand).reduce((sums, [sku, quantity]) => {
    const ingredient = ingredientOf(sku)
    if (ingredient === undefined) return sums
    const returned = back.reduce((sum, { restock }) => sum + (restock[sku] ?? 0), 0)
    return add(sums, ingredient, 'used', quantity - returned)
  }, uses)
}

/** Adds a row of the stock ledger. */
export function addEntryUse(
  uses: IngredientUses,
  { ingredient, kind, quantity }: Pick<BookedStock, 'ingredient' | 'kind' | 'quantity'>,
): IngredientUses {
  if (kind === 'delivery') return add(uses, ingredient, 'delivered', quantity)
  if (kind === 'waste') return add(uses, ingredient, 'wasted', -quantity)
  return add(uses, ingredient, 'difference', quantity)
}

function add(uses: IngredientUses, ingredient: string, field: keyof IngredientUse, quantity: number): IngredientUses {
  const use = uses[ingredient] ?? nothing
  return { ...uses, [ingredient]: { ...use, [field]: use[field] + quantity } }
}
