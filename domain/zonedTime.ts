import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone.js'
import utc from 'dayjs/plugin/utc.js'

dayjs.extend(utc)
dayjs.extend(timezone)

/** dayjs, that knows time zones. */
export { dayjs }

/** The mainland's, in minutes: what a phone goes by whose WeChat has no Intl. */
const mainlandOffset = 480

const quarterMs = 900_000
const mostKept = 1_000
const offsets = new Map<string, number>()

/**
 * An instant (ms) as the clocks of a zone show it. Asking a zone for its offset costs far more than all the rest; it
 * changes at quarters of an hour at most, so one answer serves for a quarter.
 */
export function atPlace(instant: number, timeZone: string): dayjs.Dayjs {
  const quarter = `${timeZone} ${Math.floor(instant / quarterMs)}`
  let offset = offsets.get(quarter)
  if (offset === undefined) {
    offset = typeof Intl === 'undefined' ? mainlandOffset : dayjs(instant).tz(timeZone).utcOffset()
    if (offsets.size >= mostKept) offsets.clear()
    offsets.set(quarter, offset)
  }
  return dayjs.utc(instant).utcOffset(offset)
}
