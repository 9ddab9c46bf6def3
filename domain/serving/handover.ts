import { businessDayOf } from '../businessDay.ts'
import type { Menu, Store } from '../menu.ts'
import type { LineRequest, Order } from '../order.ts'
import { minutesToCook, type Pace, type Work } from './promise.ts'

type Portions = Pick<LineRequest, 'dish' | 'choices' | 'quantity'>

/** When an order is handed over, as it is written on it. */
export type Handover = Pick<Order, 'promisedMinutes' | 'promisedAt' | 'dueAt'>

/**
 * Promises a time. For now: minutes from the payment, with what is before it in the kitchen. For a slot: its beginning,
 * and the kitchen begins early enough, as if it had nothing else to do.
 * @param pace what was before the order
 */
export function handoverOf(
  menu: Menu,
  lines: readonly Portions[],
  { slot, delivery }: Pick<Order, 'slot' | 'delivery'>,
  pace: Pace,
): Handover {
  const way = delivery?.minutes ?? 0
  if (!slot) {
    const minutes = minutesToCook(menu, lines, pace)
    return minutes === undefined ? {} : { promisedMinutes: minutes + way }
  }
  const alone = minutesToCook(menu, lines, { ...pace, load: {} }) ?? menu.store.later?.leadMinutes ?? 0
  return { promisedAt: slot.from, dueAt: new Date(slot.from.getTime() - (alone + way) * 60_000) }
}

/** When (ms) an order will be handed over, by what was said last; undefined before it is paid, or when nothing was said. */
export function promiseOf({ promisedAt, promisedMinutes, payment, onBill, placedAt }: Order): number | undefined {
  if (promisedAt) return promisedAt.getTime()
  const begun = payment?.paidAt ?? (onBill ? placedAt : undefined)
  return promisedMinutes === undefined || !begun ? undefined : begun.getTime() + promisedMinutes * 60_000
}

/** True once the kitchen should see an order: at once, unless it is for later. */
export function isDue({ dueAt }: Pick<Order, 'dueAt'>, now: number): boolean {
  return dueAt === undefined || dueAt.getTime() <= now
}

/** The open work that stands before an order: that of the orders which were paid before it. */
export function workAhead(order: Order, open: readonly Order[]): Work {
  const ahead: Work = {}
  for (const { claims = [] } of open.filter((other) => beganAt(other) < beganAt(order))) {
    for (const { path, by } of claims) {
      const [kind, , station = ''] = path.split('.')
      if (kind === 'load') ahead[station] = (ahead[station] ?? 0) + by
    }
  }
  return ahead
}

/** When (ms) an order will be handed over as things stand; undefined when the menu says nothing about time. */
export function expectedAt(
  order: Order,
  menu: Menu,
  ahead: Work,
  cookMinutes: Pace['cookMinutes'],
  now: number,
): number | undefined {
  const isCooking = order.cookingAt !== undefined
  const minutes = minutesToCook(menu, order.lines, { load: isCooking ? {} : ahead, cookMinutes })
  if (minutes === undefined) return undefined
  const way = order.delivery?.minutes ?? 0
  const begun = order.cookingAt?.getTime() ?? now
  return Math.max(now, begun + minutes * 60_000) + way * 60_000
}

function beganAt({ payment, placedAt, dueAt }: Order): number {
  return (dueAt ?? payment?.paidAt ?? placedAt).getTime()
}

/** The business day (YYYY-MM-DD) that an order is for: a later one when its slot (ms) lies there. */
export function dayServed(
  today: string,
  slot: number | undefined,
  store: Pick<Store, 'timeZone' | 'dayCutoff'>,
): string {
  const day = slot === undefined ? today : businessDayOf(slot, store)
  return day > today ? day : today
}

/** Where the board counts the pickup numbers of a business day to come. */
export function aheadKey(day: string): string {
  return `d${day.replace(/-/g, '')}`
}
