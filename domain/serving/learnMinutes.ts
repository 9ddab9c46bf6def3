import { findDish, type Menu } from '../menu.ts'
import type { Order } from '../order.ts'

/** Fewer orders than this teach nothing. */
const fewest = 5
/** Minutes; longer is an order that somebody forgot to tap. */
const longest = 240

/**
 * The minutes within which four of five orders were cooked (p80), by dish. An order teaches about its slowest dish alone,
 * since that is what it waited for.
 */
export function learnMinutes(
  menu: Menu,
  orders: readonly Required<Pick<Order, 'lines' | 'cookingAt' | 'readyAt'>>[],
): Record<string, number> {
  const taken: Record<string, number[]> = {}
  for (const { lines, cookingAt, readyAt } of orders) {
    const minutes = Math.ceil((readyAt.getTime() - cookingAt.getTime()) / 60_000)
    const dish = slowest(
      menu,
      lines.flatMap((line) => [line.dish, ...line.choices.map((choice) => choice.dish)]),
    )
    if (dish === undefined || minutes < 1 || minutes > longest) continue
    taken[dish] = [...(taken[dish] ?? []), minutes]
  }
  const learned = Object.entries(taken).filter(([, minutes]) => minutes.length >= fewest)
  return Object.fromEntries(learned.map(([dish, minutes]) => [dish, p80(minutes)]))
}

function slowest(menu: Menu, dishes: readonly string[]): string | undefined {
  let found: { id: string; minutes: number } | undefined
  for (const id of dishes) {
    const minutes = findDish(menu, id)?.minutes
    if (minutes !== undefined && minutes > (found?.minutes ?? 0)) found = { id, minutes }
  }
  return found?.id
}

function p80(values: readonly number[]): number {
  const sorted = values.slice().sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.8) - 1] ?? 0
}
