import { businessDayEnd, businessDayOf, isOpen, minuteOfDay } from '../businessDay.ts'
import type { Store } from '../menu.ts'
import { Refusal } from '../refusal.ts'

/** How a store takes orders for later: time is cut into slots that begin at multiples of `slotMinutes` after midnight. */
export interface LaterRule {
  slotMinutes: number
  /** From now to the beginning of the first slot, at least. */
  leadMinutes: number
  /** Business days after today that can be ordered for; 0: today only. */
  daysAhead: number
  /** Orders that a slot takes; absent: any number. */
  orders?: number
  /** Item-minutes that a slot takes; absent: any number. */
  workMinutes?: number
}

/** What is taken of a slot. */
export interface SlotUse {
  orders: number
  minutes: number
}

/** A stretch of time, in ms. */
export interface Slot {
  from: number
  to: number
}

type SlotStore = Pick<Store, 'timeZone' | 'dayCutoff' | 'openingHours' | 'later'>

const minuteMs = 60_000

/** The name of a slot on the board, fit to be a field path. */
export function slotKey(from: number): string {
  return `s${from / minuteMs}`
}

/** When the slot of this name began, in ms. */
export function slotStart(key: string): number {
  return Number(key.slice(1)) * minuteMs
}

/** Whether one more order with so much work fits; one that is larger than a whole slot fits into an empty one. */
export function hasRoom(rule: LaterRule, use: SlotUse | undefined, workMinutes: number): boolean {
  const { orders, minutes } = use ?? { orders: 0, minutes: 0 }
  return orders <= mostBefore(rule.orders, 1) && minutes <= mostBefore(rule.workMinutes, workMinutes)
}

/** The most that may be taken already when `more` is to come; an amount larger than the whole may come to an empty one. */
export function mostBefore(most: number | undefined, more: number): number {
  return most === undefined ? Number.POSITIVE_INFINITY : Math.max(0, most - more)
}

/**
 * The slots that can be ordered for now, earliest first.
 * @param used what is taken already, by slotKey
 * @param now ms
 */
export function slotsOffered(
  store: SlotStore,
  used: Readonly<Record<string, SlotUse>>,
  now: number,
  workMinutes = 0,
): (Slot & { isFree: boolean })[] {
  const rule = store.later
  if (!rule) return []
  const slots: (Slot & { isFree: boolean })[] = []
  const last = lastEnd(store, rule, now)
  const stepMs = rule.slotMinutes * minuteMs
  for (let from = firstStart(store, rule, now); from + stepMs <= last; from += stepMs) {
    if (!isOpenThroughout(store, from, stepMs)) continue
    slots.push({ from, to: from + stepMs, isFree: hasRoom(rule, used[slotKey(from)], workMinutes) })
  }
  return slots
}

/**
 * The slot that begins at an instant, if the store takes orders for it now; whether it is full is the board's to say.
 * @throws Refusal no_such_slot: not a beginning of a slot, too soon, too far ahead, or the store is closed then
 */
export function slotAt(store: SlotStore, from: number, now: number): Slot {
  const rule = store.later
  const isSlot =
    rule !== undefined &&
    from % minuteMs === 0 &&
    minuteOfDay(from, store.timeZone) % rule.slotMinutes === 0 &&
    from >= now + rule.leadMinutes * minuteMs &&
    from + rule.slotMinutes * minuteMs <= lastEnd(store, rule, now) &&
    isOpenThroughout(store, from, rule.slotMinutes * minuteMs)
  if (!isSlot) throw new Refusal('no_such_slot', { from })
  return { from, to: from + rule.slotMinutes * minuteMs }
}

function firstStart({ timeZone }: SlotStore, { slotMinutes, leadMinutes }: LaterRule, now: number): number {
  const earliest = Math.ceil(now / minuteMs) * minuteMs + leadMinutes * minuteMs
  const past = minuteOfDay(earliest, timeZone) % slotMinutes
  return past === 0 ? earliest : earliest + (slotMinutes - past) * minuteMs
}

/** The end of the last business day that can be ordered for. */
function lastEnd(store: SlotStore, { daysAhead }: LaterRule, now: number): number {
  return businessDayEnd(businessDayOf(now, store), store, daysAhead)
}

function isOpenThroughout(store: SlotStore, from: number, lengthMs: number): boolean {
  return isOpen(from, store) && isOpen(from + lengthMs - minuteMs, store)
}
