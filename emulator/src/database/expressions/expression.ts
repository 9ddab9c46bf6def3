import { requestFailed } from '../databaseErrors.ts'
import { ownField } from '../paths.ts'
import { type Fields, isFields } from '../values.ts'
import { operators } from './operators.ts'

/** What an expression is evaluated on: the document, and the variables by their names without `$$`. */
export interface Scope {
  root: unknown
  variables: { readonly [name: string]: unknown }
}

/** Evaluates an expression; `undefined` is a missing value. Throws DATABASE_REQUEST_FAILED for values of wrong types. */
export type Evaluate = (scope: Scope) => unknown

/** Compiles inner expressions; `more` are variables that the operator around them defines. */
export type Compile = (expression: unknown, more?: readonly string[]) => Evaluate

/**
 * Compiles an aggregation expression. Throws DATABASE_REQUEST_FAILED for unknown operators and variables, and for wrong
 * numbers of arguments.
 * @param variables Names that are defined besides ROOT, CURRENT and REMOVE.
 */
export function compileExpression(expression: unknown, variables: readonly string[] = []): Evaluate {
  const compile: Compile = (inner, more) =>
    compileExpression(inner, more === undefined ? variables : [...variables, ...more])
  if (typeof expression === 'string' && expression.startsWith('$')) return reference(expression, variables)
  if (Array.isArray(expression)) {
    const elements = expression.map((element) => compile(element))
    return (scope) => elements.map((element) => element(scope) ?? null)
  }
  if (!isFields(expression)) return () => expression
  const [name, ...others] = Object.keys(expression)
  if (name?.startsWith('$')) {
    if (others.length > 0) {
      throw requestFailed(
        `an expression specification must contain exactly one field, the name of the expression. Found ${others.length + 1} fields`,
      )
    }
    const operator = Object.hasOwn(operators, name) ? operators[name] : undefined
    if (operator === undefined) throw requestFailed(`Unrecognized expression '${name}'`)
    return operator(expression[name], compile, name)
  }
  return objectOf(expression, compile)
}

/** False, null, missing and 0 are not true; everything else is, the empty text too. */
export const isTrue = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && value !== 0

function objectOf(expression: Fields, compile: Compile): Evaluate {
  const fields = Object.entries(expression).map(([field, inner]) => {
    if (field.includes('.')) throw requestFailed(`FieldPath field names may not contain '.': '${field}'`)
    if (field.startsWith('$')) throw requestFailed(`FieldPath field names may not start with '$': '${field}'`)
    return [field, compile(inner)] as const
  })
  return (scope) => {
    const made: Fields = {}
    for (const [field, evaluate] of fields) {
      const value = evaluate(scope)
      if (value !== undefined) made[field] = value
    }
    return made
  }
}

/** `$a.b` is a path of the document, `$$name.b` one of a variable. */
function reference(text: string, variables: readonly string[]): Evaluate {
  const isVariable = text.startsWith('$$')
  const steps = text.slice(isVariable ? 2 : 1).split('.')
  if (steps.some((step) => step === '' || step.startsWith('$') || step === '__proto__')) {
    throw requestFailed(`'${text}' is not a valid FieldPath`)
  }
  if (!isVariable) return ({ root }) => reach(root, steps, 0)
  const [name, ...path] = steps as [string, ...string[]]
  if (name === 'ROOT' || name === 'CURRENT') return ({ root }) => reach(root, path, 0)
  if (name === 'REMOVE') return () => undefined
  if (!variables.includes(name)) throw requestFailed(`Use of undefined variable: ${name}`)
  return (scope) => reach(scope.variables[name], path, 0)
}

/** Through arrays: the values in each of their objects. An index in a path means a field of that name. */
function reach(value: unknown, steps: string[], depth: number): unknown {
  let current = value
  for (let at = depth; at < steps.length; at++) {
    if (Array.isArray(current)) {
      return current
        .filter(isFields)
        .map((element) => reach(element, steps, at))
        .filter((inner) => inner !== undefined)
    }
    if (!isFields(current)) return undefined
    current = ownField(current, steps[at]!)
  }
  return current
}
