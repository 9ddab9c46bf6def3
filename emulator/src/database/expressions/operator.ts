import { requestFailed } from '../databaseErrors.ts'
import { kindOf, typeName } from '../ordering.ts'
import { type Fields, isFields } from '../values.ts'
import type { Compile, Evaluate } from './expression.ts'

/** Compiles one operator from its argument. `name` is for error texts, where several operators share one function. */
export type Operator = (argument: unknown, compile: Compile, name: string) => Evaluate

export const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined

/** An operator on a list of arguments, of which a single one may stand without its list. */
export function listed(least: number, most: number, evaluate: (values: unknown[], name: string) => unknown): Operator {
  return (argument, compile, name) => {
    const given = Array.isArray(argument) ? argument : [argument]
    if (given.length < least || given.length > most) {
      const wanted = least === most ? `exactly ${least}` : `at least ${least} and at most ${most}`
      throw requestFailed(`Expression ${name} takes ${wanted} arguments. ${given.length} were passed in.`)
    }
    const compiled = given.map((each) => compile(each))
    return (scope) =>
      evaluate(
        compiled.map((each) => each(scope)),
        name,
      )
  }
}

/** As `listed`, answering null as soon as any argument is null or missing. */
export const listedOrNull = (
  least: number,
  most: number,
  evaluate: (values: unknown[], name: string) => unknown,
): Operator => listed(least, most, (values, name) => (values.some(isMissing) ? null : evaluate(values, name)))

/**
 * An operator with named arguments. Unknown names and missing ones are refused.
 * @param more Which variables are defined inside of an argument.
 */
export function named<Name extends string>(
  names: { required: readonly Name[]; optional?: readonly Name[] },
  evaluate: (argument: { [name in Name]?: Evaluate }, name: string) => Evaluate,
  more: (argument: Fields) => { [name in Name]?: readonly string[] } = () => ({}),
): Operator {
  const known: readonly string[] = [...names.required, ...(names.optional ?? [])]
  return (argument, compile, operator) => {
    if (!isFields(argument)) throw requestFailed(`${operator} only supports an object as its argument`)
    for (const key of Object.keys(argument)) {
      if (!known.includes(key)) throw requestFailed(`Unrecognized parameter to ${operator}: ${key}`)
    }
    for (const key of names.required) {
      if (!Object.hasOwn(argument, key)) throw requestFailed(`Missing '${key}' parameter to ${operator}`)
    }
    const inner = more(argument)
    const compiled: { [name in Name]?: Evaluate } = {}
    for (const [key, value] of Object.entries(argument)) compiled[key as Name] = compile(value, inner[key as Name])
    return evaluate(compiled, operator)
  }
}

export function numberOf(value: unknown, name: string): number {
  if (typeof value === 'number') return value
  throw requestFailed(`${name} only supports numeric types, not ${typeName(value)}`)
}

export function integerOf(value: unknown, name: string, what: string): number {
  if (Number.isInteger(value)) return value as number
  throw requestFailed(`${name} requires ${what} to be a whole number, found: ${shown(value)}`)
}

export function arrayOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value
  throw requestFailed(`${name} needs an array, but was given: ${typeName(value)}`)
}

export function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  throw requestFailed(`${name} requires a string argument, found: ${typeName(value)}`)
}

/** Numbers and dates become texts, null and missing the empty one, as MongoDB's text operators take them. */
export function coercedText(value: unknown): string {
  switch (kindOf(value)) {
    case 'missing':
    case 'null':
      return ''
    case 'string':
    case 'number':
      return String(value)
    case 'date':
      return (value as Date).toISOString()
    default:
      throw requestFailed(`can't convert from BSON type ${typeName(value)} to String`)
  }
}

const shown = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value))
