import type { DayReport } from './dayReport.ts'

/** Places that a store's ranking has. */
const places = 10

/**
 * The best sold dishes of some days, the first first; equal ones by what they brought, then by id, so that a ranking made
 * again is the same.
 * @param days of each, the dishes and their portions that were sold and not given back
 */
export function rankDishes(days: readonly Pick<DayReport, 'dishes'>[]): string[] {
  const sums = new Map<string, { quantity: number; fen: number }>()
  for (const { dish, quantity, fen } of days.flatMap(({ dishes }) => dishes)) {
    const sum = sums.get(dish) ?? { quantity: 0, fen: 0 }
    sums.set(dish, { quantity: sum.quantity + quantity, fen: sum.fen + fen })
  }
  return [...sums]
    .sort(([a, one], [b, other]) => other.quantity - one.quantity || other.fen - one.fen || (a < b ? -1 : 1))
    .slice(0, places)
    .map(([dish]) => dish)
}
