import type { Board } from '../board.ts'
import { type Dish, findDish, type Menu, type RecipeItem } from '../menu.ts'
import type { LineRequest } from '../order.ts'
import { Refusal } from '../refusal.ts'
import { type Demand, ingredientsIn, recipeOf } from './demand.ts'
import { ingredientOf, ingredientSku, limitsOf, nameOfSku, optionSku } from './sku.ts'

type Stock = Pick<Board, 'left' | 'off' | 'counted'>

/** What can be had, as phones may know it: no ingredients, no recipes. */
export interface StockView {
  /** Portions left of what is limited, or made of what is, by SKU; what is absent is not limited. */
  left: Record<string, number>
  /** SKUs that staff switched off. */
  off: Record<string, true>
}

/** What the board has for the diners: of a dish, no more than its ingredients are enough for. */
export function stockView(board: Stock, menu: Menu): StockView {
  const left: Record<string, number> = {}
  const lower = (sku: string, portions: number) => {
    left[sku] = Math.max(0, Math.min(left[sku] ?? Number.POSITIVE_INFINITY, portions))
  }
  for (const sku of [...limitsOf(menu).map((limit) => limit.sku), ...Object.keys(board.counted ?? {})]) {
    lower(sku, board.left[sku] ?? 0)
  }
  for (const dish of menu.dishes) {
    const portions = Math.max(...dish.specs.map(({ id }) => enoughFor(board, recipeOf(dish, id))))
    if (Number.isFinite(portions)) lower(dish.id, portions)
    for (const { id, recipe } of dish.optionGroups.flatMap(({ options }) => options)) {
      if (recipe) lower(optionSku(dish.id, id), enoughFor(board, recipe))
    }
  }
  return { left, off: Object.fromEntries(Object.keys(board.off).map((sku) => [sku, true as const])) }
}

/** So many portions or less are few. */
export const fewLeft = 10

/** Of what few portions are left, or none: what open menus have to hear at once. */
export function fewIn({ left }: StockView, few: number): Record<string, number> {
  return Object.fromEntries(Object.entries(left).filter(([, portions]) => portions <= few))
}

function enoughFor({ left }: Stock, recipe: readonly RecipeItem[] = []): number {
  return Math.min(
    ...recipe.map(({ ingredient, quantity }) => Math.floor((left[ingredientSku(ingredient)] ?? 0) / quantity)),
  )
}

/** Portions of a SKU that a phone may count on. */
export function availableIn({ left, off }: StockView, sku: string): number {
  return off[sku] ? 0 : (left[sku] ?? Number.POSITIVE_INFINITY)
}

/**
 * Says what cannot be had of a demand.
 * @param available portions of a SKU
 * @returns undefined when everything is there
 */
export function shortage(
  available: (sku: string) => number,
  menu: Menu,
  demand: Pick<Demand, 'all'>,
): Refusal<'sold_out'> | undefined {
  for (const [sku, quantity] of Object.entries(demand.all)) {
    const left = available(sku)
    if (left < quantity) return soldOut(menu, sku, left)
  }
  return undefined
}

/** Says what the board cannot give of an order: a portion, or an ingredient, which is told by the dish that needs it. */
export function shortageAt(
  board: Stock,
  menu: Menu,
  lines: readonly LineRequest[],
  demand: Demand,
): Refusal<'sold_out'> | undefined {
  const given = (sku: string) => (sku in demand.limited ? (board.left[sku] ?? 0) : Number.POSITIVE_INFINITY)
  const missing = shortage((sku) => (board.off[sku] ? 0 : given(sku)), menu, demand)
  if (missing) return missing
  const scarce = Object.entries(demand.limited).find(([sku, needed]) => ingredientOf(sku) && given(sku) < needed)
  const line = scarce && lines.find((candidate) => scarce[0] in ingredientsIn(menu, candidate))
  if (!scarce || !line) return undefined
  return soldOut(menu, line.dish, Math.floor(given(scarce[0]) / (ingredientsIn(menu, line)[scarce[0]] ?? 1)))
}

function soldOut(menu: Menu, sku: string, left: number): Refusal<'sold_out'> {
  return new Refusal('sold_out', { dish: sku, name: nameOfSku(menu, sku), left })
}

/** The dishes of which not one portion can be had. */
export function soldOutDishes(board: Stock, menu: Menu): string[] {
  const view = stockView(board, menu)
  return menu.dishes.filter(({ id }) => availableIn(view, id) <= 0).map(({ id }) => id)
}

/** True when not one portion of a dish can be had; a set menu needs enough dishes for each of its parts. */
export function isGone(menu: Menu, dish: Dish, view: StockView): boolean {
  if (availableIn(view, dish.id) <= 0) return true
  return (dish.parts ?? []).some((part) => {
    const there = part.from.filter((offer) => {
      const inside = findDish(menu, offer.dish)
      return inside !== undefined && !isGone(menu, inside, view)
    })
    return there.length < (part.repeat ? Math.min(1, part.choose) : part.choose)
  })
}
