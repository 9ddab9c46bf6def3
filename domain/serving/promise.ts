import type { Board } from '../board.ts'
import { findDish, type Menu, type Store } from '../menu.ts'
import type { LineRequest } from '../order.ts'
import { slotStart } from './slots.ts'

/** A part of the kitchen that works by itself, such as the wok or the cold dishes. */
export interface Station {
  id: string
  name: string
  /** Dishes that it makes at the same time. */
  hands: number
  /** Item-minutes that may be open; absent: any number. */
  mostMinutes?: number
  /** What becomes of an order beyond them: a later promise, or no. */
  whenFull: 'retime' | 'refuse'
}

/** Where the load of orders for now stands on the board; that of the others stands under their slot's key. */
export const loadOfNow = 'now'

/** Item-minutes by station. */
export type Work = Record<string, number>

/** How busy the kitchen is, and how long its dishes really take. */
export interface Pace {
  load: Readonly<Work>
  /** Minutes within which four of five portions were ready, by dish, learned from served orders. */
  cookMinutes: Readonly<Record<string, number>>
}

type Portions = Pick<LineRequest, 'dish' | 'choices' | 'quantity'>

/** What an order gives the stations to do, parts of set menus included; dishes without minutes are no work. */
export function workOf(menu: Menu, lines: readonly Portions[]): Work {
  const work: Work = {}
  for (const { dish, quantity } of portionsOf(lines)) {
    const { station, minutes } = findDish(menu, dish) ?? {}
    if (station === undefined || !minutes) continue
    work[station] = (work[station] ?? 0) + minutes * quantity
  }
  return work
}

export function sumOfWork(work: Readonly<Work>): number {
  return Object.values(work).reduce((sum, minutes) => sum + minutes, 0)
}

/**
 * The minutes until an order is ready: at its slowest station, what is before it, shared by all hands, and then its own.
 * @returns undefined when the menu says nothing about time
 */
export function minutesToCook(menu: Menu, lines: readonly Portions[], { load, cookMinutes }: Pace): number | undefined {
  const own = workOf(menu, lines)
  const ends = (menu.store.stations ?? []).flatMap(({ id, hands }) => {
    const minutes = own[id]
    if (minutes === undefined) return []
    const longest = Math.max(0, ...portionsOf(lines).map(({ dish }) => cookTimeOf(menu, dish, id, cookMinutes)))
    return [(load[id] ?? 0) / hands + Math.max(longest, minutes / hands)]
  })
  return ends.length === 0 ? undefined : Math.ceil(Math.max(...ends))
}

/**
 * What each station has before it at an instant (ms): orders for now, and those for slots that begin within the lead.
 * @param load as it stands on the board
 */
export function loadAt(load: Readonly<Record<string, Work>>, { later }: Pick<Store, 'later'>, now: number): Work {
  const sum: Work = {}
  for (const [when, work] of Object.entries(load)) {
    if (when !== loadOfNow && slotStart(when) - (later?.leadMinutes ?? 0) * 60_000 > now) continue
    for (const [station, minutes] of Object.entries(work)) sum[station] = (sum[station] ?? 0) + minutes
  }
  return sum
}

/** How busy the kitchen was before an order took its part. */
export function paceBefore(
  own: Readonly<Work>,
  store: Pick<Store, 'later'>,
  { load = {}, cookMinutes = {} }: Pick<Board, 'load' | 'cookMinutes'>,
  now: number,
): Pace {
  const all = loadAt(load, store, now)
  const before = Object.entries(all).map(([station, minutes]) => [station, Math.max(0, minutes - (own[station] ?? 0))])
  return { load: Object.fromEntries(before), cookMinutes }
}

function cookTimeOf(menu: Menu, dish: string, station: string, learned: Pace['cookMinutes']): number {
  const known = findDish(menu, dish)
  return known?.station === station ? (learned[dish] ?? known.minutes ?? 0) : 0
}

function portionsOf(lines: readonly Portions[]): { dish: string; quantity: number }[] {
  return lines.flatMap(({ dish, choices, quantity }) =>
    [dish, ...choices.map((choice) => choice.dish)].map((sku) => ({ dish: sku, quantity })),
  )
}
