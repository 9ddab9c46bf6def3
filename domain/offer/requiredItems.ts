import type { Menu } from '../menu.ts'
import { findDish } from '../menu.ts'
import type { LineRequest, OrderMode } from '../order.ts'
import { Refusal } from '../refusal.ts'
import { type Occasion, whyNotNow } from './availability.ts'

/** What belongs to every meal here: tea, rice, a pot. */
export interface RequiredRule {
  id: string
  name: string
  /** So many portions, of whichever of the dishes. */
  quantity: number
  per: 'order' | 'person'
  dishes?: string[]
  /** Any dish of this category does too. */
  category?: string
  /** Only for these ways to order; absent: for all. */
  modes?: OrderMode[]
  /** Asked of the first batch of a table only; otherwise every order must bring its own. */
  oncePerSitting?: boolean
}

export interface Meal extends Occasion {
  /** 1 when nobody counted. */
  people?: number
  /** A later batch of a table. */
  addsToMeal?: boolean
  /** Dishes that cannot be had at all: nobody is asked for them. */
  soldOut?: readonly string[]
}

/** What a rule still asks for. */
export interface MissingRequired {
  rule: string
  name: string
  missing: number
  /** Any of these dishes will do. */
  dishes: string[]
}

/**
 * What a meal lacks by the rules of the store. A portion chosen inside a set menu counts; a rule of which no dish can be
 * had on this occasion asks for nothing.
 */
export function missingRequired(menu: Menu, lines: readonly LineRequest[], meal: Meal): MissingRequired[] {
  return (menu.store.required ?? []).flatMap((rule) => {
    if (rule.modes && !rule.modes.includes(meal.mode)) return []
    if (rule.oncePerSitting && meal.addsToMeal) return []
    const fitting = dishesOf(rule, menu)
    const dishes = fitting.filter((id) => canBeHad(id, menu, meal))
    const wanted = rule.quantity * (rule.per === 'person' ? (meal.people ?? 1) : 1)
    const missing = wanted - portionsOf(fitting, lines)
    return missing > 0 && dishes.length > 0 ? [{ rule: rule.id, name: rule.name, missing, dishes }] : []
  })
}

/** Refuses a meal without what belongs to it, naming the first rule and the dishes that would do. */
export function requiredRefusal(
  menu: Menu,
  lines: readonly LineRequest[],
  meal: Meal,
): Refusal<'required_missing'> | undefined {
  const [first] = missingRequired(menu, lines, meal)
  return first && new Refusal('required_missing', first)
}

function dishesOf({ dishes = [], category }: RequiredRule, menu: Menu): string[] {
  return menu.dishes.filter((dish) => dishes.includes(dish.id) || dish.category === category).map(({ id }) => id)
}

function canBeHad(id: string, menu: Menu, { soldOut = [], ...occasion }: Meal): boolean {
  const dish = findDish(menu, id)
  return dish !== undefined && !soldOut.includes(id) && whyNotNow(menu, dish, occasion) === undefined
}

function portionsOf(dishes: readonly string[], lines: readonly LineRequest[]): number {
  return lines.reduce((portions, { dish, choices, quantity }) => {
    const inside = choices.filter((choice) => dishes.includes(choice.dish)).length
    return portions + quantity * (inside + (dishes.includes(dish) ? 1 : 0))
  }, 0)
}
