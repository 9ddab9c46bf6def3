import { requestFailed } from '../databaseErrors.ts'
import { isMissing, textOf } from './operator.ts'

/** A clock on a wall: instants are shifted so that their UTC parts are the parts that it shows. */
export interface TimeZone {
  isUtc: boolean
  /** ms to add to an instant to get the local time, at that instant. */
  offsetAt(instant: number): number
}

const UTC: TimeZone = { isUtc: true, offsetAt: () => 0 }
const OFFSET = /^([+-])(\d{2}):?(\d{2})?$/
const zones = new Map<string, TimeZone>()

/**
 * An Olson name ("Asia/Shanghai") or an offset ("+08", "+0800", "+08:00"). Missing means UTC, null gives undefined, which
 * makes the whole expression null. Throws DATABASE_REQUEST_FAILED for a name that does not exist.
 */
export function zoneOf(name: unknown, isGiven: boolean): TimeZone | undefined {
  if (!isGiven) return UTC
  if (isMissing(name)) return undefined
  const text = textOf(name, 'timezone')
  const known = zones.get(text) ?? made(text)
  zones.set(text, known)
  return known
}

function made(name: string): TimeZone {
  if (name === 'UTC' || name === 'GMT' || name === 'Z') return UTC
  const offset = OFFSET.exec(name)
  if (offset !== null) return fixed(offset)
  try {
    return named(name)
  } catch {
    throw requestFailed(`unrecognized time zone identifier: "${name}"`)
  }
}

function fixed([, sign, hours, minutes = '0']: RegExpExecArray): TimeZone {
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1)
  return { isUtc: false, offsetAt: () => ms }
}

function named(name: string): TimeZone {
  // Offsets are not names here, though the platform takes them for one.
  if (!/^[A-Za-z]/.test(name)) throw new RangeError(name)
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const offsetAt = (instant: number): number => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
    const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year)
    const wholeSecond = Math.floor(instant / 1000) * 1000
    const local = utc([
      year,
      Number(parts.month) - 1,
      Number(parts.day),
      Number(parts.hour),
      Number(parts.minute),
      Number(parts.second),
      0,
    ])
    return local - wholeSecond
  }
  return { isUtc: false, offsetAt }
}

export type Parts = [year: number, month: number, day: number, hour: number, minute: number, second: number, ms: number]

/** ms of a UTC date from its parts, months from 0; parts beyond their range carry over. Years below 100 mean themselves. */
export function utc([year, month, day, hour, minute, second, ms]: Parts): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  date.setUTCHours(hour, minute, second, ms)
  return date.getTime()
}

/** The instant at which the zone's wall clocks show `local`; in the hour that occurs twice, the first time. */
export function instantOf(local: number, zone: TimeZone): number {
  const before = local - zone.offsetAt(local - 86_400_000)
  if (before + zone.offsetAt(before) === local) return before
  const after = local - zone.offsetAt(local + 86_400_000)
  // In the hour that a clock leaps over, the time is read as if it had not leapt yet.
  return after + zone.offsetAt(after) === local ? after : before
}
