import { businessDayOf } from '../businessDay.ts'
import { type Dish, findDish, type Menu, type Store } from '../menu.ts'
import type { LineRequest, OrderMode } from '../order.ts'
import { Refusal } from '../refusal.ts'
import { isWithin, type MealPeriod } from './mealPeriod.ts'

/** When and where a dish is sold; what is absent sets no limit. */
export interface Availability {
  /** Ids of the store's meal periods. */
  periods?: string[]
  /** First and last business day (YYYY-MM-DD) of its season. */
  from?: string
  to?: string
  modes?: OrderMode[]
}

/** The same with the periods themselves, for whoever has to say it. */
export interface WhenSold extends Omit<Availability, 'periods'> {
  periods?: MealPeriod[]
}

/** The moment (ms) and the way of an order, as far as they decide what is sold. */
export interface Occasion {
  at: number
  mode: OrderMode
}

export type WhyNot = 'mode' | 'season' | 'period'

/** When a dish is sold: by its own limits, and where it has none by those of its category. */
export function whenSold(menu: Menu, dish: Dish): WhenSold {
  const category = menu.categories.find(({ id }) => id === dish.category)
  return inFull({ ...category?.available, ...dish.available }, menu.store)
}

function inFull({ periods, ...rest }: Availability, store: Pick<Store, 'periods'>): WhenSold {
  if (!periods) return rest
  return { ...rest, periods: (store.periods ?? []).filter(({ id }) => periods.includes(id)) }
}

/** What keeps a dish from being sold on this occasion; undefined when nothing does. What is left of it is not asked. */
export function whyNotNow(menu: Menu, dish: Dish, occasion: Occasion): WhyNot | undefined {
  return outside(whenSold(menu, dish), occasion, menu.store)
}

/** What keeps something with such limits, a promotion for one, from being offered on this occasion. */
export function whyNot(available: Availability, occasion: Occasion, store: Store): WhyNot | undefined {
  return outside(inFull(available, store), occasion, store)
}

function outside({ modes, from, to, periods }: WhenSold, { at, mode }: Occasion, store: Store): WhyNot | undefined {
  if (modes && !modes.includes(mode)) return 'mode'
  const day = businessDayOf(at, store)
  if ((from !== undefined && day < from) || (to !== undefined && day > to)) return 'season'
  if (periods && !periods.some((period) => isWithin(period, at, store))) return 'period'
  return undefined
}

/**
 * Says which of the chosen dishes is not sold on this occasion; what is chosen inside a set menu counts like the rest.
 * @returns undefined when all are, or are not on the menu at all
 */
export function notNow(menu: Menu, lines: readonly LineRequest[], occasion: Occasion): Refusal<'not_now'> | undefined {
  for (const [at, line] of lines.entries()) {
    for (const id of [line.dish, ...line.choices.map((choice) => choice.dish)]) {
      const dish = findDish(menu, id)
      const why = dish && whyNotNow(menu, dish, occasion)
      if (dish && why) {
        const when = whenSold(menu, dish)
        return new Refusal('not_now', { dish: id, name: dish.name, field: `lines.${at}.dish`, why, when })
      }
    }
  }
  return undefined
}
