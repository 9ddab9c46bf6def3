import { ObjectId } from 'bson'
import { requestFailed } from './databaseErrors.ts'

export type Fields = Record<string, unknown>

/** A document body or operator object, as opposed to a scalar, array, date or regular expression. */
export function isFields(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const bsonType = (value: object): unknown => (value as { _bsontype?: unknown })._bsontype

/**
 * Turns what a caller sends into the store's own values: ObjectIds (bson or `{ $oid }`) become hex strings, bson
 * numbers become numbers, bson regular expressions become `RegExp`, `{ $tcb_server_date: { offset } }` becomes the
 * instant `now + offset`. Undefined fields vanish. Always a copy, so that the caller may go on using its object.
 * @param now ms since the epoch. Throws DATABASE_REQUEST_FAILED for a value that no document can hold.
 */
export function fromCaller(value: unknown, now: number): unknown {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'undefined':
      return value
    case 'object':
      return value === null ? null : fromObject(value, now)
    default:
      throw requestFailed(`a ${typeof value} cannot be stored`)
  }
}

function fromObject(value: object, now: number): unknown {
  if (Array.isArray(value)) return value.map((element) => fromCaller(element, now) ?? null)
  if (value instanceof Date) return dateOf(value.getTime())
  if (value instanceof RegExp) return regularExpression(value.source, value.flags)
  if (!isFields(value)) return fromBson(value)
  if ('$oid' in value) return hexOf(value.$oid)
  if ('$tcb_server_date' in value) return dateOf(now + offsetOf(value.$tcb_server_date))
  if ('$regex' in value) return regexCondition(value, now)
  const copy: Fields = {}
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || key === '_bsontype') throw requestFailed(`the field name '${key}' is reserved`)
    const inner = fromCaller(value[key], now)
    if (inner !== undefined) copy[key] = inner
  }
  return copy
}

function fromBson(value: object): unknown {
  switch (bsonType(value)) {
    case 'ObjectId':
      return String(value)
    case 'Int32':
    case 'Double':
      return Number(value)
    case 'Long':
      return Number(String(value))
    case 'BSONRegExp': {
      const { pattern, options } = value as { pattern: string; options: string }
      return regularExpression(pattern, options)
    }
    default:
      throw requestFailed(`the local cloud does not store values of type ${bsonType(value) ?? value.constructor.name}`)
  }
}

/** Such a date could be kept, but neither compared, sorted nor shown. */
function dateOf(ms: number): Date {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) throw requestFailed('a date must be an instant that exists')
  return date
}

function hexOf(value: unknown): string {
  if (typeof value === 'string' && ObjectId.isValid(value)) return value.toLowerCase()
  throw requestFailed('$oid must be 24 hexadecimal digits')
}

function offsetOf(value: unknown): number {
  const offset = isFields(value) ? Number(value.offset ?? 0) : Number.NaN
  if (!Number.isFinite(offset)) throw requestFailed('the offset of a server date must be a number of milliseconds')
  return offset
}

function regexCondition(value: Fields, now: number): Fields {
  const { $regex, $options, ...others } = value
  const source = typeof $regex === 'string' ? $regex : fromCaller($regex, now)
  const pattern = source instanceof RegExp ? source.source : source
  if (typeof pattern !== 'string') throw requestFailed('$regex must be a string or a regular expression')
  const options = typeof $options === 'string' ? $options : source instanceof RegExp ? source.flags : ''
  return { ...(fromCaller(others, now) as Fields), $regex: regularExpression(pattern, options) }
}

/** `g` and `y` give an expression a memory of its last match, and `u` and `d` mean nothing to MongoDB. */
function regularExpression(pattern: string, options: string): RegExp {
  try {
    return new RegExp(pattern, options.replace(/[gyud]/g, ''))
  } catch {
    throw requestFailed(`invalid regular expression /${pattern}/${options}`)
  }
}

/**
 * Freezes a value all the way down, so that every version of a document can be shared by readers, and refuses what a
 * document must not hold: field names that start with `$`, and nesting beyond `nesting` levels.
 */
export function seal<T>(value: T, nesting: number): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (nesting <= 0) throw requestFailed('the document is nested too deep')
  if (Array.isArray(value)) for (const element of value) seal(element, nesting - 1)
  else if (isFields(value)) {
    for (const key of Object.keys(value)) {
      if (key.startsWith('$')) throw requestFailed(`the field name '${key}' must not start with '$'`)
      seal(value[key], nesting - 1)
    }
  }
  return Object.freeze(value)
}
