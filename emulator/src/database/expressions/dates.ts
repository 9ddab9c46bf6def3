import { CloudError } from '../../cloudError.ts'
import { requestFailed } from '../databaseErrors.ts'
import { typeName } from '../ordering.ts'
import { isFields } from '../values.ts'
import { dayOfWeek, dayOfYear, isoDay, isoDayOfWeek, isoWeek, isoWeekYear, week } from './dateParts.ts'
import { readDate, writeDate } from './dateTexts.ts'
import type { Evaluate, Scope } from './expression.ts'
import { isMissing, listed, named, type Operator, textOf } from './operator.ts'
import { instantOf, type Parts, type TimeZone, utc, zoneOf } from './timeZones.ts'

function dateOf(value: unknown): Date {
  if (value instanceof Date) return value
  throw requestFailed(`can't convert from BSON type ${typeName(value)} to Date`)
}

const zoneIn = (timezone: Evaluate | undefined, scope: Scope): TimeZone | undefined =>
  zoneOf(timezone?.(scope), timezone !== undefined)

/** An operator that reads one part of a date: `date`, or `{ date, timezone }`. Null dates and zones give null. */
function part(read: (local: Date) => number): Operator {
  const inZone = named({ required: ['date'], optional: ['timezone'] }, (argument) => (scope) => {
    const date = argument.date!(scope)
    const zone = zoneIn(argument.timezone, scope)
    if (isMissing(date) || zone === undefined) return null
    const instant = dateOf(date).getTime()
    return read(new Date(instant + zone.offsetAt(instant)))
  })
  const inUtc = listed(1, 1, ([date]) => (isMissing(date) ? null : read(dateOf(date))))
  return (argument, compile, name) => {
    const isObject = isFields(argument) && !Object.keys(argument)[0]?.startsWith('$')
    return (isObject ? inZone : inUtc)(argument, compile, name)
  }
}

const DATE_PARTS = ['year', 'month', 'day'] as const
const ISO_PARTS = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'] as const
const TIME_PARTS = ['hour', 'minute', 'second', 'millisecond'] as const

const $dateFromParts = named(
  { required: [], optional: [...DATE_PARTS, ...ISO_PARTS, ...TIME_PARTS, 'timezone'] },
  (argument) => {
    const isIso = argument.isoWeekYear !== undefined
    if (isIso === (argument.year !== undefined)) {
      throw requestFailed("$dateFromParts requires either 'year' or 'isoWeekYear' to be present")
    }
    const foreign = (isIso ? DATE_PARTS : ISO_PARTS).find((name) => argument[name] !== undefined)
    if (foreign !== undefined)
      throw requestFailed(`$dateFromParts does not allow mixing natural dates with ISO dates: ${foreign}`)
    return (scope) => {
      const values: number[] = []
      for (const name of [...(isIso ? ISO_PARTS : DATE_PARTS), ...TIME_PARTS]) {
        const value = argument[name] === undefined ? defaultOf(name) : argument[name](scope)
        if (isMissing(value)) return null
        values.push(partOf(name, value))
      }
      const zone = zoneIn(argument.timezone, scope)
      if (zone === undefined) return null
      const [first, second, third, ...time] = values as Parts
      const local = isIso
        ? isoDay(first, second, third) + utc([1970, 0, 1, ...time])
        : utc([first, second - 1, third, ...time])
      return new Date(instantOf(local, zone))
    }
  },
)

const defaultOf = (name: string): number => ((TIME_PARTS as readonly string[]).includes(name) ? 0 : 1)

/** Parts carry over, as February 30 does to March, but years are those that a date can have, and the others 16 bits. */
function partOf(name: string, value: unknown): number {
  if (!Number.isInteger(value)) throw requestFailed(`'${name}' must evaluate to an integer, found ${typeName(value)}`)
  const [least, most] = name === 'year' || name === 'isoWeekYear' ? [1, 9999] : [-32_768, 32_767]
  const number = value as number
  if (number >= least && number <= most) return number
  throw requestFailed(`'${name}' must evaluate to an integer in the range ${least} to ${most}, found ${number}`)
}

const $dateToString = named(
  { required: ['date'], optional: ['format', 'timezone', 'onNull'] },
  (argument) => (scope) => {
    const date = argument.date!(scope)
    const zone = zoneIn(argument.timezone, scope)
    if (isMissing(date)) return argument.onNull === undefined ? null : argument.onNull(scope)
    const format = argument.format?.(scope)
    if (zone === undefined || format === null) return null
    return writeDate(dateOf(date), zone, format === undefined ? undefined : textOf(format, '$dateToString format'))
  },
)

const $dateFromString = named(
  { required: ['dateString'], optional: ['format', 'timezone', 'onError', 'onNull'] },
  (argument) => (scope) => {
    const text = argument.dateString!(scope)
    if (isMissing(text)) return argument.onNull === undefined ? null : argument.onNull(scope)
    const format = argument.format?.(scope)
    const zone = argument.timezone && zoneIn(argument.timezone, scope)
    if (format === null || (argument.timezone !== undefined && zone === undefined)) return null
    try {
      return readDate(
        textOf(text, '$dateFromString'),
        format === undefined ? undefined : textOf(format, '$dateFromString format'),
        zone,
      )
    } catch (error) {
      if (argument.onError !== undefined && error instanceof CloudError) return argument.onError(scope)
      throw error
    }
  },
)

export const dates: { [name: string]: Operator } = {
  $year: part((local) => local.getUTCFullYear()),
  $month: part((local) => local.getUTCMonth() + 1),
  $dayOfMonth: part((local) => local.getUTCDate()),
  $hour: part((local) => local.getUTCHours()),
  $minute: part((local) => local.getUTCMinutes()),
  $second: part((local) => local.getUTCSeconds()),
  $millisecond: part((local) => local.getUTCMilliseconds()),
  $dayOfYear: part(dayOfYear),
  $dayOfWeek: part(dayOfWeek),
  $week: part(week),
  $isoDayOfWeek: part(isoDayOfWeek),
  $isoWeek: part(isoWeek),
  $isoWeekYear: part(isoWeekYear),
  $dateFromParts,
  $dateFromString,
  $dateToString,
}
