import { pointOrder } from '../ordering.ts'
import { keyOf } from './indexKeys.ts'

/**
 * Texts that sort, by code units, as MongoDB sorts the values, so that the key of a compound index is
 * the texts of its fields one behind the other. A text ends where its own content says so, whatever follows.
 */
export type Direction = 1 | -1

const NULL = '\u0001'
const NUMBER = '\u0002'
const STRING = '\u0003'
const OBJECT = '\u0004'
const ARRAY = '\u0005'
const BOOLEAN = '\u0006'
const DATE = '\u0007'
const OTHER = '\u0008'

/** Sorts behind every text that a field can follow with: types begin low going up, and below this going down. */
export const BEHIND_ALL = '\uffff'

/** The text of one field's value; missing counts as null. */
export function orderedKey(value: unknown, direction: Direction): string {
  const key = typeOf(value) + contentOf(value)
  return direction === 1 ? key : inverted(key)
}

/** What all values of the same type begin with, and the first text behind them. */
export function typeInterval(value: unknown, direction: Direction): [from: string, to: string] {
  const from = direction === 1 ? typeOf(value) : inverted(typeOf(value))
  return [from, String.fromCharCode(from.charCodeAt(0) + 1)]
}

function typeOf(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return NUMBER
    case 'string':
      return STRING
    case 'boolean':
      return BOOLEAN
    case 'object':
      if (value === null) return NULL
      if (value instanceof Date) return DATE
      if (value instanceof RegExp) return OTHER
      return Array.isArray(value) ? ARRAY : OBJECT
    default:
      return NULL
  }
}

function contentOf(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return numberText(value)
    case 'string':
      return ended(value)
    case 'boolean':
      return value ? '1' : '0'
    case 'object':
      if (value === null) return ''
      return value instanceof Date ? numberText(value.getTime()) : ended(keyOf(value))
    default:
      return ''
  }
}

/** A zero unit ends the text; one inside is told from the end by the unit behind it, which still sorts it first. */
const ended = (text: string): string =>
  `${text.includes('\0') ? text.replaceAll('\0', '\0\u0001') : text}\0\0`.replace(BEYOND_LOW, byPoints)

const BEYOND_LOW = /[\ud800-\uffff]+/g
const byPoints = (text: string): string =>
  String.fromCharCode(...text.split('').map((unit) => pointOrder(unit.charCodeAt(0))))

const float = new Float64Array(1)
const units = new Uint16Array(float.buffer)

/** The bits of a double sort as its value when the sign is flipped, and all the others too of a negative one; NaN first. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return '\0\0\0\0'
  float[0] = value === 0 ? 0 : value
  const top = units[3]!
  const flip = top & 0x8000 ? 0xffff : 0
  return String.fromCharCode(top ^ (flip || 0x8000), units[2]! ^ flip, units[1]! ^ flip, units[0]! ^ flip)
}

function inverted(text: string): string {
  const codes = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at += 1) codes[at] = 0xffff - text.charCodeAt(at)
  return codes.reduce((built, code) => built + String.fromCharCode(code), '')
}

/** The length of the texts of the first fields of a key, one field for each direction. */
export function headLength(key: string, directions: Direction[]): number {
  let at = 0
  for (const direction of directions) {
    const flip = direction === 1 ? 0 : 0xffff
    const type = String.fromCharCode(key.charCodeAt(at) ^ flip)
    at += 1
    if (type === NUMBER || type === DATE) at += 4
    else if (type === BOOLEAN) at += 1
    else if (type !== NULL) at = endOfText(key, at, flip)
  }
  return at
}

function endOfText(key: string, start: number, flip: number): number {
  let at = start
  for (;;) {
    if ((key.charCodeAt(at) ^ flip) !== 0) at += 1
    else if ((key.charCodeAt(at + 1) ^ flip) === 0) return at + 2
    else at += 2
  }
}
