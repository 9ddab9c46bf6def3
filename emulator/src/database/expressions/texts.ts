import { requestFailed } from '../databaseErrors.ts'
import { compareTexts, typeName } from '../ordering.ts'
import { placeOf } from './arrays.ts'
import { coercedText, integerOf, isMissing, listed, listedOrNull, type Operator, textOf } from './operator.ts'

const $concat = listedOrNull(0, Number.POSITIVE_INFINITY, (values) =>
  values
    .map((value) => {
      if (typeof value === 'string') return value
      throw requestFailed(`$concat only supports strings, not ${typeName(value)}`)
    })
    .join(''),
)

const $split = listedOrNull(2, 2, ([text, separator], name) => {
  if (separator === '') throw requestFailed('$split requires a non-empty separator')
  return textOf(text, `${name} first argument`).split(textOf(separator, `${name} second argument`))
})

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

/** A negative length, or one beyond the end, takes the rest; a cut within a character is refused. */
const $substrBytes = listed(3, 3, ([text, start, length], name) => {
  const bytes = Buffer.from(coercedText(text))
  const from = placeOf(start, name)
  const count = integerOf(length, name, 'the length')
  const to = count < 0 ? bytes.length : Math.min(from + count, bytes.length)
  if (from >= bytes.length) return ''
  if (isContinuation(bytes[from]))
    throw requestFailed(`${name}:  Invalid range, starting index is a UTF-8 continuation byte`)
  if (isContinuation(bytes[to]))
    throw requestFailed(`${name}:  Invalid range, ending index is in the middle of a UTF-8 character`)
  return bytes.subarray(from, to).toString()
})

const $substrCP = listed(3, 3, ([text, start, length], name) => {
  const from = placeOf(start, name)
  return [...coercedText(text)].slice(from, from + placeOf(length, name)).join('')
})

/** @param take Cuts a text into the units that are counted, each as a text that is found by equality. */
const indexIn = (take: (text: string) => string[]): Operator =>
  listed(2, 4, ([text, wanted, start = 0, end], name) => {
    if (isMissing(text)) return null
    const units = take(textOf(text, name))
    const sought = take(textOf(wanted, `${name} second argument`))
    const from = placeOf(start, name)
    const to = Math.min(end === undefined ? units.length : placeOf(end, name), units.length)
    for (let at = from; at + sought.length <= to; at++) {
      if (sought.every((unit, offset) => units[at + offset] === unit)) return at
    }
    return -1
  })

const codePoints = (text: string): string[] => [...text]
const bytesOf = (text: string): string[] => Array.from(Buffer.from(text), String)

/** MongoDB changes the case of ASCII letters only. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())

export const texts: { [name: string]: Operator } = {
  $concat,
  $split,
  $substr: $substrBytes,
  $substrBytes,
  $substrCP,
  $indexOfBytes: indexIn(bytesOf),
  $indexOfCP: indexIn(codePoints),
  $strLenBytes: listed(1, 1, ([text], name) => Buffer.byteLength(textOf(text, name))),
  $strLenCP: listed(1, 1, ([text], name) => codePoints(textOf(text, name)).length),
  $strcasecmp: listed(2, 2, ([a, b]) => Math.sign(compareTexts(upper(coercedText(a)), upper(coercedText(b))))),
  $toLower: listed(1, 1, ([text]) => lower(coercedText(text))),
  $toUpper: listed(1, 1, ([text]) => upper(coercedText(text))),
}
