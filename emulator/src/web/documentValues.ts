import { EJSON, Long } from 'bson'
import { CloudError } from '../cloudError.ts'
import { isFields } from '../database/values.ts'

/**
 * A value as version 1 of the wire protocol writes it: plain JSON, with `{$date: ms}`, `{$date: {offset: ms}}` for the
 * server's time, `{$regex, $options}` and GeoJSON. Source: @cloudbase/database 0.9.18, `serializer/datatype`.
 * @returns the same as canonical Extended JSON, as version 2 writes it
 * @throws CloudError INVALID_PARAM for a date that is none
 */
export function extendedJson(value: unknown): string {
  return EJSON.stringify(withDates(value), { relaxed: false })
}

/** A document that version 2 of the protocol answers, as version 1 writes it. */
export function plainDocument(text: unknown): unknown {
  return withoutDates(EJSON.parse(String(text)))
}

/** A condition or document that version 1 of the wire protocol wrote, with the dates and server dates of version 2. */
export function withDates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDates)
  if (!isFields(value)) return value
  const keys = Object.keys(value)
  if (keys.length === 1 && keys[0] === '$date') {
    const { $date } = value
    if (typeof $date === 'number') return instant($date)
    if (isFields($date)) return { $tcb_server_date: $date }
  }
  return Object.fromEntries(keys.map((key) => [key, withDates(value[key])]))
}

function instant(ms: number): Date {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) throw new CloudError('INVALID_PARAM', `${ms} is not a date`)
  return date
}

/** A stored value as version 1 of the wire protocol and the events of a watch write it: plain JSON. */
export function withoutDates(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() }
  if (value instanceof RegExp) return { $regex: value.source, $options: value.flags }
  if (value instanceof Long) return value.toNumber()
  if (Array.isArray(value)) return value.map(withoutDates)
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutDates(inner)]))
}
