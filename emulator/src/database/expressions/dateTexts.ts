import { requestFailed } from '../databaseErrors.ts'
import { dayOfWeek, dayOfYear, isoDay, isoDayOfWeek, isoWeek, isoWeekYear, week } from './dateParts.ts'
import { instantOf, type Parts, type TimeZone, utc, zoneOf } from './timeZones.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const padded = (value: number, digits: number): string => String(value).padStart(digits, '0')

/** Format letters of `$dateToString`. Source: MongoDB manual, "$dateToString", format specifiers. */
const WRITERS: { [letter: string]: (local: Date, offset: number) => string } = {
  d: (local) => padded(local.getUTCDate(), 2),
  G: (local) => padded(isoWeekYear(local), 4),
  H: (local) => padded(local.getUTCHours(), 2),
  j: (local) => padded(dayOfYear(local), 3),
  L: (local) => padded(local.getUTCMilliseconds(), 3),
  m: (local) => padded(local.getUTCMonth() + 1, 2),
  M: (local) => padded(local.getUTCMinutes(), 2),
  S: (local) => padded(local.getUTCSeconds(), 2),
  w: (local) => String(dayOfWeek(local)),
  u: (local) => String(isoDayOfWeek(local)),
  U: (local) => padded(week(local), 2),
  V: (local) => padded(isoWeek(local), 2),
  Y: (local) => padded(local.getUTCFullYear(), 4),
  b: (local) => MONTHS[local.getUTCMonth()]!.slice(0, 3),
  B: (local) => MONTHS[local.getUTCMonth()]!,
  z: (_local, offset) =>
    `${signOf(offset)}${padded(Math.floor(Math.abs(offset) / 60), 2)}${padded(Math.abs(offset) % 60, 2)}`,
  Z: (_local, offset) => `${signOf(offset)}${Math.abs(offset)}`,
  '%': () => '%',
}

const signOf = (offset: number): string => (offset < 0 ? '-' : '+')

/** Writes an instant in a zone; without a format, as ISO 8601. Throws DATABASE_REQUEST_FAILED for an unknown letter. */
export function writeDate(date: Date, zone: TimeZone, format?: string): string {
  const offset = zone.offsetAt(date.getTime())
  const local = new Date(date.getTime() + offset)
  return (format ?? `%Y-%m-%dT%H:%M:%S.%L${zone.isUtc ? 'Z' : ''}`).replace(/%(.?)/gs, (_, letter: string) => {
    const write = Object.hasOwn(WRITERS, letter) ? WRITERS[letter] : undefined
    if (write === undefined) throw requestFailed(`Invalid format character '%${letter}' in format string`)
    return write(local, offset / 60_000)
  })
}

/** What each format letter of `$dateFromString` reads. */
const READERS: { [letter: string]: { pattern: string; part?: Part } } = {
  d: { pattern: '\\d{1,2}', part: 'day' },
  G: { pattern: '\\d{4}', part: 'isoYear' },
  H: { pattern: '\\d{1,2}', part: 'hour' },
  j: { pattern: '\\d{1,3}', part: 'dayOfYear' },
  L: { pattern: '\\d{1,3}', part: 'ms' },
  m: { pattern: '\\d{1,2}', part: 'month' },
  M: { pattern: '\\d{1,2}', part: 'minute' },
  S: { pattern: '\\d{1,2}', part: 'second' },
  u: { pattern: '[1-7]', part: 'isoDay' },
  V: { pattern: '\\d{1,2}', part: 'isoWeek' },
  Y: { pattern: '\\d{4}', part: 'year' },
  b: { pattern: MONTHS.map((name) => name.slice(0, 3)).join('|'), part: 'monthName' },
  B: { pattern: MONTHS.join('|'), part: 'monthName' },
  z: { pattern: '[+-]\\d{2}:?(?:\\d{2})?|Z|UTC|GMT', part: 'zone' },
  Z: { pattern: '[+-]\\d{1,4}', part: 'minutesOffset' },
  '%': { pattern: '%' },
}

type Part =
  | 'year'
  | 'month'
  | 'monthName'
  | 'day'
  | 'dayOfYear'
  | 'hour'
  | 'minute'
  | 'second'
  | 'ms'
  | 'isoYear'
  | 'isoWeek'
  | 'isoDay'
  | 'zone'
  | 'minutesOffset'
type Read = { [part in Part]?: string }

/**
 * The forms that are read without a format: ISO 8601 in full or cut short, with `T` or a space, `-` or `/`. MongoDB reads
 * more forms than these; the others are refused here.
 */
const ISO =
  /^(?<year>\d{4})[-/](?<month>\d{1,2})(?:[-/](?<day>\d{1,2}))?(?:[T ](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<ms>\d{1,9}))?)?)?\s*(?<zone>[+-]\d{2}:?(?:\d{2})?|Z|UTC|GMT)?$/i

const unreadable = (text: string, why: string) => requestFailed(`Error parsing date string '${text}'; ${why}`)

/**
 * Reads a date. Throws DATABASE_REQUEST_FAILED for a text that does not follow the format or names no day.
 * @param zone The zone that `timezone` names; undefined when it is not given.
 */
export function readDate(text: string, format: string | undefined, zone: TimeZone | undefined): Date {
  const read = format === undefined ? ISO.exec(text.trim())?.groups : readBy(format, text)
  if (read === undefined) throw unreadable(text, 'it does not have the expected form')
  const parts = read as Read
  const own = zoneIn(parts)
  if (own !== undefined && zone !== undefined) {
    throw unreadable(
      text,
      'you cannot pass in a date/time string with time zone information together with a timezone argument',
    )
  }
  return new Date(instantOf(localOf(parts, text), own ?? zone ?? zoneOf(undefined, false)!))
}

function readBy(format: string, text: string): Read | undefined {
  const parts: Part[] = []
  const pattern = format.replace(/%(.?)|[.*+?^${}()|[\]\\]/gs, (special, letter: string | undefined) => {
    if (letter === undefined) return `\\${special}`
    const reader = Object.hasOwn(READERS, letter) ? READERS[letter] : undefined
    if (reader === undefined) throw requestFailed(`Invalid format character '%${letter}' in format string`)
    if (reader.part === undefined) return reader.pattern
    parts.push(reader.part)
    return `(${reader.pattern})`
  })
  const found = new RegExp(`^${pattern}$`, 'i').exec(text)
  return found === null ? undefined : Object.fromEntries(parts.map((part, at) => [part, found[at + 1]]))
}

function zoneIn({ zone, minutesOffset }: Read): TimeZone | undefined {
  if (minutesOffset !== undefined) return { isUtc: false, offsetAt: () => Number(minutesOffset) * 60_000 }
  return zone === undefined ? undefined : zoneOf(zone.toUpperCase(), true)
}

function localOf(read: Read, text: string): number {
  const number = (part: Part, otherwise: number) => (read[part] === undefined ? otherwise : Number(read[part]))
  const time = [number('hour', 0), number('minute', 0), number('second', 0), milliseconds(read.ms)] as const
  if (time[0] > 24 || time[1] > 59 || time[2] > 59) throw unreadable(text, 'it names no time of day')
  if (read.isoYear !== undefined) {
    const day = new Date(isoDay(number('isoYear', 0), number('isoWeek', 1), number('isoDay', 1)))
    return utc([day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), ...time])
  }
  if (read.year === undefined) throw unreadable(text, 'an incomplete date/time string has been found')
  if (read.dayOfYear !== undefined) return utc([number('year', 0), 0, number('dayOfYear', 1), ...time])
  const month =
    read.monthName === undefined
      ? number('month', Number.NaN) - 1
      : MONTHS.findIndex((name) => name.toLowerCase().startsWith(read.monthName!.toLowerCase()))
  const parts: Parts = [number('year', 0), month, number('day', 1), ...time]
  const day = new Date(utc([parts[0], parts[1], parts[2], 0, 0, 0, 0]))
  if (day.getUTCMonth() !== month || day.getUTCDate() !== parts[2]) throw unreadable(text, 'it names no day')
  return utc(parts)
}

const milliseconds = (digits: string | undefined): number =>
  digits === undefined ? 0 : Math.trunc(Number(`0.${digits}`) * 1000)
