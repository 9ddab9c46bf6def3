import { requestFailed } from '../databaseErrors.ts'
import { compareValues } from '../ordering.ts'
import { isFields } from '../values.ts'
import { type Evaluate, isTrue } from './expression.ts'
import { isMissing, listed, named, type Operator } from './operator.ts'

const comparing = (holds: (difference: number) => boolean): Operator =>
  listed(2, 2, ([a, b]) => holds(compareValues(a, b)))

const MANY = Number.POSITIVE_INFINITY

/** `[if, then, else]` or the same by names; only the branch taken is evaluated. */
const $cond: Operator = (argument, compile, name) => {
  if (!Array.isArray(argument)) return conditional(argument, compile, name)
  if (argument.length !== 3) {
    throw requestFailed(`Expression $cond takes exactly 3 arguments. ${argument.length} were passed in.`)
  }
  const [test, yes, no] = argument.map((part) => compile(part)) as [Evaluate, Evaluate, Evaluate]
  return choice(test, yes, no)
}

const conditional = named({ required: ['if', 'then', 'else'] }, (parts) => choice(parts.if!, parts.then!, parts.else!))

const choice =
  (test: Evaluate, yes: Evaluate, no: Evaluate): Evaluate =>
  (scope) =>
    isTrue(test(scope)) ? yes(scope) : no(scope)

const $switch: Operator = (argument, compile) => {
  const { branches, default: otherwise, ...others } = isFields(argument) ? argument : {}
  if (!Array.isArray(branches) || branches.length === 0) throw requestFailed('$switch requires at least one branch.')
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw requestFailed(`$switch found an unknown argument: ${unknown}`)
  const cases = branches.map((branch: unknown): [test: Evaluate, then: Evaluate] => {
    if (!isFields(branch) || !('case' in branch) || !('then' in branch) || Object.keys(branch).length > 2) {
      throw requestFailed("$switch requires each branch to be an object with a 'case' and a 'then'")
    }
    return [compile(branch.case), compile(branch.then)]
  })
  const last = isFields(argument) && 'default' in argument ? compile(otherwise) : undefined
  return (scope) => {
    const found = cases.find(([test]) => isTrue(test(scope)))?.[1] ?? last
    if (found !== undefined) return found(scope)
    throw requestFailed('$switch could not find a matching branch for an input, and no default was specified.')
  }
}

/** `$and` and `$or` stop at the first argument that decides. */
const deciding =
  (decision: boolean): Operator =>
  (argument, compile) => {
    const tests = (Array.isArray(argument) ? argument : [argument]).map((each) => compile(each))
    return (scope) => (tests.some((test) => isTrue(test(scope)) === decision) ? decision : !decision)
  }

const $let: Operator = (argument, compile) => {
  const { vars, in: inner, ...others } = isFields(argument) ? argument : {}
  if (!isFields(vars)) throw requestFailed("Missing 'vars' parameter to $let")
  if (!isFields(argument) || !('in' in argument)) throw requestFailed("Missing 'in' parameter to $let")
  if (Object.keys(others).length > 0) throw requestFailed(`Unrecognized parameter to $let: ${Object.keys(others)[0]}`)
  const values = Object.entries(vars).map(([name, value]) => [variableName(name), compile(value)] as const)
  const evaluate = compile(
    inner,
    values.map(([name]) => name),
  )
  return (scope) => {
    const defined = values.map(([name, value]) => [name, value(scope)] as const)
    return evaluate({ ...scope, variables: { ...scope.variables, ...Object.fromEntries(defined) } })
  }
}

/** A name that a user may give to a variable: it begins with a small letter. */
export function variableName(name: unknown): string {
  if (typeof name === 'string' && /^[a-z\u0080-\uffff]\w*$/u.test(name)) return name
  throw requestFailed(`'${String(name)}' starts with an invalid character for a user variable name`)
}

export const logic: { [name: string]: Operator } = {
  $cond,
  $switch,
  $let,
  $literal: (argument) => () => argument,
  $and: deciding(false),
  $or: deciding(true),
  $not: listed(1, 1, ([value]) => !isTrue(value)),
  $ifNull: listed(2, MANY, (values) => values.find((value) => !isMissing(value)) ?? values.at(-1)),
  $cmp: listed(2, 2, ([a, b]) => Math.sign(compareValues(a, b))),
  $eq: comparing((difference) => difference === 0),
  $ne: comparing((difference) => difference !== 0),
  $gt: comparing((difference) => difference > 0),
  $gte: comparing((difference) => difference >= 0),
  $lt: comparing((difference) => difference < 0),
  $lte: comparing((difference) => difference <= 0),
}
