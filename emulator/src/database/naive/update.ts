import { pulls } from './match.ts'
import { type Doc, isDoc, order, Refused, same } from './values.ts'

/** Changes a copy in place, path after path in MongoDB's order. Throws `Refused`. */
export function update(document: Doc, change: { [operator: string]: Doc }): Doc {
  const copy = structuredClone(document)
  const actions = Object.entries(change).flatMap(([operator, fields]) =>
    Object.entries(fields).map(([path, argument]) => ({
      operator,
      path,
      argument,
      key: operator === '$rename' ? String(argument) : path,
    })),
  )
  const touched = actions.flatMap(({ operator, path, argument }) =>
    operator === '$rename' ? [path, String(argument)] : [path],
  )
  for (const [first, path] of touched.entries()) {
    const clash = touched.some((other, second) => second !== first && `${other}.`.startsWith(`${path}.`))
    if (clash) throw new Refused('conflict')
  }
  actions.sort((a, b) => byPath(a.key, b.key))
  for (const { operator, path, argument } of actions) {
    if (operator === '$rename') rename(copy, path, String(argument))
    else apply(copy, path.split('.'), operator, argument)
  }
  return copy
}

/** Step by step; two numbers by size, else as texts. */
function byPath(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')]
  for (const [at, step] of left.entries()) {
    const other = right[at]
    if (other === undefined) return 1
    if (step === other) continue
    if (/^\d+$/.test(step) && /^\d+$/.test(other)) return Number(step) - Number(other)
    return step < other ? -1 : 1
  }
  return left.length < right.length ? -1 : 0
}

const CREATES = ['$set', '$inc', '$mul', '$min', '$max', '$bit', '$push', '$addToSet']

function apply(root: Doc, path: string[], operator: string, argument: unknown): void {
  let holder: unknown = root
  for (const [depth, step] of path.entries()) {
    const isLast = depth === path.length - 1
    if (Array.isArray(holder)) {
      if (!/^\d+$/.test(step)) {
        if (CREATES.includes(operator)) throw new Refused('a field in an array')
        return
      }
      if (Number(step) >= holder.length && !CREATES.includes(operator)) return
    } else if (!isDoc(holder)) {
      if (CREATES.includes(operator)) throw new Refused('a field in a scalar')
      return
    }
    const place = holder as Doc
    if (isLast) {
      const before = place[step]
      const after = changed(operator, before, argument)
      if (after === undefined) {
        if (Array.isArray(holder)) (holder as unknown[])[Number(step)] = null
        else delete place[step]
      } else fill(place, step, after)
      return
    }
    if (place[step] === undefined) {
      if (!CREATES.includes(operator)) return
      fill(place, step, {})
    }
    holder = place[step]
  }
}

function fill(place: Doc, step: string, value: unknown): void {
  if (Array.isArray(place)) while (place.length < Number(step)) place.push(null)
  place[step] = value
}

function changed(operator: string, before: unknown, argument: unknown): unknown {
  const list = (): unknown[] | undefined => {
    if (before === undefined || Array.isArray(before)) return before
    throw new Refused('not an array')
  }
  const number = (): number => {
    if (before === undefined) return 0
    if (typeof before !== 'number') throw new Refused('not a number')
    return before
  }
  switch (operator) {
    case '$set':
      return argument
    case '$unset':
      return undefined
    case '$inc':
      return number() + (argument as number)
    case '$mul':
      return number() * (argument as number)
    case '$min':
      return before === undefined || order(argument, before) < 0 ? argument : before
    case '$max':
      return before === undefined || order(argument, before) > 0 ? argument : before
    case '$bit': {
      const { and, or, xor } = argument as { and?: number; or?: number; xor?: number }
      const bits = number()
      if (!Number.isInteger(bits)) throw new Refused('no whole number')
      return and !== undefined ? bits & and : or !== undefined ? bits | or : bits ^ xor!
    }
    case '$push': {
      const { $each, $position, $sort, $slice } = argument as {
        $each: unknown[]
        $position?: number
        $sort?: 1 | -1
        $slice?: number
      }
      const elements = [...(list() ?? [])]
      elements.splice($position ?? elements.length, 0, ...$each)
      if ($sort !== undefined) elements.sort((a, b) => $sort * order(a, b))
      if ($slice === undefined) return elements
      return $slice < 0 ? elements.slice($slice) : elements.slice(0, $slice)
    }
    case '$addToSet': {
      const elements = [...(list() ?? [])]
      for (const value of (argument as { $each: unknown[] }).$each)
        if (!elements.some((each) => same(each, value))) elements.push(value)
      return elements
    }
    case '$pop':
      return argument === 1 ? list()?.slice(0, -1) : list()?.slice(1)
    case '$pull':
      return list()?.filter((element) => !pulls(element, argument))
    case '$pullAll':
      return list()?.filter((element) => !(argument as unknown[]).some((value) => same(value, element)))
    default:
      throw new Error(operator)
  }
}

function rename(root: Doc, from: string, to: string): void {
  const walk = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, step) => {
      if (Array.isArray(value)) throw new Refused('through an array')
      return isDoc(value) ? value[step] : undefined
    }, root)
  const value = walk(from)
  if (value === undefined) return
  walk(to)
  apply(root, from.split('.'), '$unset', '')
  apply(root, to.split('.'), '$set', value)
}
