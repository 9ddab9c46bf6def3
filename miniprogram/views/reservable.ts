import { businessDayAfter, businessDayEnd, businessDayOf, checkReservation, Refusal, type Store } from '@yundian/domain'
import { timeOfDay } from './timeOfDay'

export interface ReservableDay {
  /** YYYY-MM-DD */
  day: string
  /** `11-23` */
  word: string
  times: { from: number; word: string }[]
}

/**
 * The business days and times at which a table can be reserved, as far as the rule goes; whether one is free is known
 * on reserving. Days without a time are left out.
 * @param now ms
 */
export function reservableDays(store: Store, now: number): ReservableDay[] {
  const rule = store.reservations
  if (!rule) return []
  const step = rule.slotMinutes * 60_000
  const days: ReservableDay[] = []
  let day = businessDayOf(now, store)
  let at = Math.ceil(now / step) * step
  for (let ahead = 0; ahead <= rule.daysAhead; ahead += 1) {
    const end = businessDayEnd(day, store)
    const times: ReservableDay['times'] = []
    for (; at < end; at += step) if (mayReserve(store, at, now)) times.push({ from: at, word: timeOfDay(at) })
    if (times.length > 0) days.push({ day, word: day.slice(5), times })
    day = businessDayAfter(day)
  }
  return days
}

function mayReserve(store: Store, from: number, now: number): boolean {
  try {
    checkReservation(store, from, now)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
