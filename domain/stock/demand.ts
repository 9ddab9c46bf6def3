import { type Dish, findDish, type Menu, type RecipeItem, type Spec } from '../menu.ts'
import type { LineRequest } from '../order.ts'
import { ingredientSku, limitsOf, optionSku } from './sku.ts'

export interface Demand {
  /** Portions of every dish and option that the order needs, parts of set menus included, by SKU. */
  all: Record<string, number>
  /** What the board must give: of these the limited ones, and ingredients in their units. */
  limited: Record<string, number>
  /** The same for one portion of each line, in the order of the lines. */
  takes: Record<string, number>[]
}

/**
 * Sums what an order needs by SKU, so that the same dish on two lines, or inside a set menu, counts once, summed.
 * @param counted SKUs that staff limited for today, beside those of the menu
 */
export function demandOf(menu: Menu, lines: readonly LineRequest[], counted: readonly string[] = []): Demand {
  const limited = new Set([...limitsOf(menu).map(({ sku }) => sku), ...counted])
  const all: Record<string, number> = {}
  const needed: Record<string, number> = {}
  const takes = lines.map((line) => {
    const portions = portionsIn(line)
    addTo(all, portions, line.quantity)
    const take = Object.fromEntries(Object.entries(portions).filter(([sku]) => limited.has(sku)))
    addTo(take, ingredientsIn(menu, line), 1)
    addTo(needed, take, line.quantity)
    return take
  })
  return { all, limited: needed, takes }
}

/** Dishes and options in one portion of a line. */
function portionsIn(line: LineRequest): Record<string, number> {
  const portions: Record<string, number> = {}
  for (const sku of [line.dish, ...line.choices.map(({ dish }) => dish)]) addTo(portions, { [sku]: 1 }, 1)
  for (const { option } of line.options) addTo(portions, { [optionSku(line.dish, option)]: 1 }, 1)
  return portions
}

/** Ingredients in one portion of a line, by SKU, in their units. */
export function ingredientsIn(menu: Menu, line: LineRequest): Record<string, number> {
  const sums: Record<string, number> = {}
  const dish = findDish(menu, line.dish)
  const add = (recipe: readonly RecipeItem[] = []) => {
    for (const { ingredient, quantity } of recipe) addTo(sums, { [ingredientSku(ingredient)]: quantity }, 1)
  }
  add(dish && recipeOf(dish, line.spec))
  for (const { group, option } of line.options) {
    const options = dish?.optionGroups.find(({ id }) => id === group)?.options
    add(options?.find(({ id }) => id === option)?.recipe)
  }
  for (const choice of line.choices) {
    const inside = findDish(menu, choice.dish)
    add(inside && recipeOf(inside))
  }
  return sums
}

/** What one portion is made of; inside a set menu a dish is of its first size. */
export function recipeOf({ recipe, specs }: Dish, specId?: string): readonly RecipeItem[] | undefined {
  const spec: Spec | undefined = specId === undefined ? specs[0] : specs.find(({ id }) => id === specId)
  return spec?.recipe ?? recipe
}

/** The menu as phones get it: what a dish is made of is the house's own. */
export function withoutRecipes(menu: Menu): Menu {
  const bare = <Part extends { recipe?: RecipeItem[] }>({ recipe, ...rest }: Part) => rest
  const dishes = menu.dishes.map((dish) => ({
    ...bare(dish),
    specs: dish.specs.map(bare),
    optionGroups: dish.optionGroups.map((group) => ({ ...group, options: group.options.map(bare) })),
  }))
  return { ...menu, dishes }
}

function addTo(sums: Record<string, number>, parts: Record<string, number>, times: number): void {
  for (const [sku, quantity] of Object.entries(parts)) sums[sku] = (sums[sku] ?? 0) + quantity * times
}
