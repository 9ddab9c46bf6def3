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
  if (weekdays && !weekdays.includes(weekdayOf(instant, place))) return false
  const minute = minuteOfDay(instant, place.timeZone)
  const covers = (at: number) => at >= from && at < to
  return covers(minute) || (minute < place.dayCutoff && covers(minute + 1440))
}

/** 1 (Monday) to 7 (Sunday), of the business day that an instant (ms) belongs to. */
export function weekdayOf(instant: number, place: Place): number {
  return dayjs.utc(businessDayOf(instant, place)).day() || 7
}
