import { type Dish, findDish, type Menu } from '../menu.ts'

/**
 * Stock keys. A dish is counted under its own id, an option and an ingredient under a key with a capital, which no dish
 * id has; all are safe as field paths (A8).
 */
export function optionSku(dish: string, option: string): string {
  return `${dish}X${option}`
}

export function ingredientSku(ingredient: string): string {
  return `I${ingredient}`
}

/** The ingredient that a stock key counts; undefined when it counts portions. */
export function ingredientOf(sku: string): string | undefined {
  return sku.startsWith('I') ? sku.slice(1) : undefined
}

/** What a stock key is called, such as 担担面 or 担担面·煎蛋; the key itself when the menu no longer knows it. */
export function nameOfSku(menu: Menu, sku: string): string {
  const [id = '', option] = sku.split('X')
  const dish = findDish(menu, id)
  if (!dish) return sku
  if (option === undefined) return dish.name
  const chosen = dish.optionGroups.flatMap(({ options }) => options).find((candidate) => candidate.id === option)
  return `${dish.name}·${chosen?.name ?? option}`
}

/** How many portions of something are given out anew, and how often. */
export interface Limit {
  sku: string
  portions: number
  per: 'day' | 'period'
}

/** Everything on the menu whose portions are counted: dishes by the day or the meal period, options by the day. */
export function limitsOf(menu: Pick<Menu, 'dishes'>): Limit[] {
  return menu.dishes.flatMap((dish) => [...limitOfDish(dish), ...limitsOfOptions(dish)])
}

function limitOfDish({ id, daily, perPeriod }: Dish): Limit[] {
  if (perPeriod !== undefined) return [{ sku: id, portions: perPeriod, per: 'period' }]
  return daily === undefined ? [] : [{ sku: id, portions: daily, per: 'day' }]
}

function limitsOfOptions({ id, optionGroups }: Dish): Limit[] {
  return optionGroups.flatMap(({ options }) =>
    options.flatMap(({ id: option, daily }) =>
      daily === undefined ? [] : [{ sku: optionSku(id, option), portions: daily, per: 'day' as const }],
    ),
  )
}
