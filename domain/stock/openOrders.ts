import type { Claim } from '../board.ts'
import type { Store } from '../menu.ts'
import { ingredientOf } from './sku.ts'

/** A party that orders in rounds and pays each at once never has more. */
const usualMostOrders = 5

/** Portions of one limited dish that one diner may hold unpaid. */
const usualMostPortions = 20

/**
 * What keeps one diner from holding everything without paying (A15): counters of his unpaid orders, and of the portions
 * of each limited dish in them. They go back however the hold ends.
 * @param key names the diner on the board; safe as a field path
 * @param portions limited ones of this order, by SKU
 */
export function openOrderClaims(
  key: string,
  portions: Record<string, number>,
  { mostOpenOrders = usualMostOrders, mostOpenPortions = usualMostPortions }: Store,
): Claim[] {
  const counted = Object.entries(portions).filter(([sku]) => ingredientOf(sku) === undefined)
  return [
    { path: `openOrders.${key}`, by: 1, most: mostOpenOrders, atSale: 'goesBack' },
    ...counted.map(
      ([sku, quantity]): Claim => ({
        path: `openPortions.${key}.${sku}`,
        by: quantity,
        most: mostOpenPortions,
        atSale: 'goesBack',
      }),
    ),
  ]
}
