import { evalExpr } from 'mingo/core'
import * as expression from 'mingo/operators/expression'
import type { Options } from 'mingo/types'
import { requestFailed } from '../databaseErrors.ts'
import type { Fields } from '../values.ts'

/** The arguments of an operator that takes a list, evaluated on the document. */
function argumentsOf(document: unknown, args: unknown, options: Options): unknown[] {
  const values = evalExpr(document, args, options)
  if (!Array.isArray(values)) throw requestFailed('the operator takes a list of arguments')
  return values
}

/** MongoDB takes the rest of the text for a negative length or one beyond the end; mingo refuses both. */
function $substrBytes(document: unknown, args: unknown, options: Options): string {
  const [text, start, length] = argumentsOf(document, args, options)
  const bytes = Buffer.from(String(text ?? ''))
  const from = Number(start)
  return bytes.subarray(from, Number(length) < 0 ? bytes.length : from + Number(length)).toString()
}

/** Place of a text in another, in code points; -1 when absent. mingo has no such operator. */
function $indexOfCP(document: unknown, args: unknown, options: Options): number | null {
  const [text, wanted, start = 0, end] = argumentsOf(document, args, options)
  if (text === null || text === undefined) return null
  const points = [...String(text)]
  const searched = points.slice(0, end === undefined ? points.length : Number(end))
  const offset = searched.slice(0, Number(start)).join('').length
  const found = searched.join('').indexOf(String(wanted), offset)
  return found < 0 ? -1 : [...searched.join('').slice(0, found)].length
}

/** Week of the year from 0 to 53, beginning on Sundays; the days before the first Sunday are in week 0. */
function $week(document: Fields, argument: unknown, options: Options): number | null {
  const day = expression.$dayOfYear(document, argument, options)
  const weekday = expression.$dayOfWeek(document, argument, options)
  return typeof day === 'number' && typeof weekday === 'number' ? Math.floor((day + 7 - weekday) / 7) : null
}

/** mingo's operators for expressions, with those replaced that differ from MongoDB's. */
export const expressionOperators = { ...expression, $substr: $substrBytes, $substrBytes, $indexOfCP, $week }
