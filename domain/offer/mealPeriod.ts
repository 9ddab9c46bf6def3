import { businessDayOf, minuteOfDay } from '../businessDay.ts'
import type { Store } from '../menu.ts'
import { dayjs } from '../zonedTime.ts'

/** A named part of the business day, such as breakfast or late supper. */
export interface MealPeriod {
  id: string
  name: string
  /** Minutes after midnight of the business day, `to` not included; beyond 1440 it is the night after. */
  from: number
  to: number
  /** 1 is Monday, 7 is Sunday, of the business day: one in the morning of Saturday is still Friday. Absent: every day. */
  weekdays?: number[]
}

type Place = Pick<Store, 'timeZone' | 'dayCutoff'>

/** True while the period lasts at the store, at an instant in ms. */
export function isWithin({ from, to, weekdays }: MealPeriod, instant: number, place: Place): boolean {
  const minute = minuteOfDay(instant, place.timeZone)
  const today = weekdayOf(instant, place)
  // After the cut-off only a period that outlasts the business day is still the night's.
  const nightOf = minute < place.dayCutoff ? today : ((today + 5) % 7) + 1
  const covers = (at: number, weekday: number) => at >= from && at < to && (weekdays?.includes(weekday) ?? true)
  return covers(minute, today) || covers(minute + 1440, nightOf)
}

/** 1 (Monday) to 7 (Sunday), of the business day that an instant (ms) belongs to. */
export function weekdayOf(instant: number, place: Place): number {
  return dayjs.utc(businessDayOf(instant, place)).day() || 7
}
