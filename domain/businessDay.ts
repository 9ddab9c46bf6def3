import type { Store } from './menu.ts'
import { atPlace, dayjs } from './zonedTime.ts'

type Place = Pick<Store, 'timeZone' | 'dayCutoff'>

/** The business day (YYYY-MM-DD) that an instant (ms) belongs to: it begins at the store's cut-off, not at midnight. */
export function businessDayOf(instant: number, { timeZone, dayCutoff }: Place): string {
  return atPlace(instant, timeZone).subtract(dayCutoff, 'minute').format('YYYY-MM-DD')
}

/** The `count` business days before the one that the instant belongs to, latest first. */
export function businessDaysBefore(instant: number, place: Place, count: number): string[] {
  const today = dayjs.utc(businessDayOf(instant, place))
  return Array.from({ length: count }, (_, back) => today.subtract(back + 1, 'day').format('YYYY-MM-DD'))
}

/** The instant (ms) at which the business day `daysAhead` days after `day` (YYYY-MM-DD) ends. */
export function businessDayEnd(day: string, { timeZone, dayCutoff }: Place, daysAhead = 0): number {
  const clock = dayjs
    .utc(day)
    .add(daysAhead + 1, 'day')
    .add(dayCutoff, 'minute')
  const near = clock.subtract(atPlace(clock.valueOf(), timeZone).utcOffset(), 'minute')
  return clock.subtract(atPlace(near.valueOf(), timeZone).utcOffset(), 'minute').valueOf()
}

/** The business day after this one; both YYYY-MM-DD. */
export function businessDayAfter(day: string): string {
  return dayjs.utc(day).add(1, 'day').format('YYYY-MM-DD')
}

/** Minutes after midnight at the store. */
export function minuteOfDay(instant: number, timeZone: string): number {
  const local = atPlace(instant, timeZone)
  return local.hour() * 60 + local.minute()
}

/** `18:05` as the clocks of a zone show an instant (ms). */
export function clockTime(instant: number, timeZone: string): string {
  return atPlace(instant, timeZone).format('HH:mm')
}

/** The hour of the day (0–23) at the store. */
export function hourOfDay(instant: number, timeZone: string): number {
  return Math.floor(minuteOfDay(instant, timeZone) / 60)
}

export function isOpen(instant: number, store: Pick<Store, 'timeZone' | 'openingHours'>): boolean {
  const minute = minuteOfDay(instant, store.timeZone)
  return store.openingHours.some(({ from, to }) => {
    return (minute >= from && minute < to) || (minute + 1440 >= from && minute + 1440 < to)
  })
}

/** An instant as WeChat Pay writes it: yyyyMMddHHmmss in Beijing. */
export function wechatTime(instant: number): string {
  return atPlace(instant, 'Asia/Shanghai').format('YYYYMMDDHHmmss')
}
