import type { Board } from '../board.ts'
import { businessDayOf, minuteOfDay } from '../businessDay.ts'
import type { Menu, Store } from '../menu.ts'
import { limitsOf } from './sku.ts'

/** The part of a business day whose portions are sold: limits by the day change with `day`, limits by the meal period with both. */
export interface StockTime {
  /** YYYY-MM-DD */
  businessDay: string
  /** Minute of the business day at which the last meal period began; 0 before the first. */
  period: number
}

/** To which day and meal period an instant (ms) belongs; after a period its portions stay until the next one begins. */
export function stockTimeOf(instant: number, store: Pick<Store, 'timeZone' | 'dayCutoff' | 'periods'>): StockTime {
  const minute = minuteOfDay(instant, store.timeZone)
  const now = minute < store.dayCutoff ? minute + 1440 : minute
  const begun = (store.periods ?? []).map(({ from }) => from).filter((from) => from <= now)
  return { businessDay: businessDayOf(instant, store), period: Math.max(0, ...begun) }
}

/** Whether one stock time comes before another. */
export function isEarlier(a: StockTime, b: StockTime): boolean {
  return a.businessDay < b.businessDay || (a.businessDay === b.businessDay && a.period < b.period)
}

/**
 * Portions to add to (or take from) each limited SKU when a business day or a meal period begins, so that as many are
 * left again as the menu says. Given as differences: portions sold while the time turns stay sold.
 */
export function restock(
  board: Pick<Board, 'left' | 'businessDay'>,
  menu: Pick<Menu, 'dishes'>,
  time: StockTime,
): Record<string, number> {
  const isNewDay = board.businessDay < time.businessDay
  const changes = limitsOf(menu)
    .filter(({ per }) => isNewDay || per === 'period')
    .map(({ sku, portions }) => [sku, portions - (board.left[sku] ?? 0)] as const)
  return Object.fromEntries(changes.filter(([, change]) => change !== 0))
}
