import { requestFailed } from '../databaseErrors.ts'
import { kindOf, typeName } from '../ordering.ts'

/** BSON types by alias, with their numbers. Source: MongoDB manual, "$type". */
const NUMBERS: { [alias: string]: number } = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
}

/** Whether a value has one of the types that `$type` names; types that nothing here can have match nothing. */
export function typeTest(argument: unknown): (value: unknown) => boolean {
  const wanted = (Array.isArray(argument) ? argument : [argument]).map(aliasOf)
  if (wanted.length === 0) throw requestFailed('$type must match at least one type')
  return (value) =>
    wanted.some((alias) => (alias === 'number' ? kindOf(value) === 'number' : typeName(value) === alias))
}

function aliasOf(type: unknown): string {
  if (typeof type === 'string') {
    if (type === 'number' || Object.hasOwn(NUMBERS, type)) return type
    throw requestFailed(`Unknown type name alias: ${type}`)
  }
  const alias = Object.keys(NUMBERS).find((name) => NUMBERS[name] === type)
  if (alias === undefined) throw requestFailed(`Invalid numerical type code: ${String(type)}`)
  return alias
}
