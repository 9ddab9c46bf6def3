import { requestFailed } from '../databaseErrors.ts'
import { compareTexts } from '../ordering.ts'
import { indexOf } from '../paths.ts'
import { type Fields, isFields } from '../values.ts'

/** MongoDB fills arrays with nulls up to an index that an update names, but not without end. */
const MAX_BACKFILL = 1_500_000

/** A dotted path of an update; steps may be field names, array indexes, `$` (the matched element) or `$[]` (all). */
export interface UpdatePath {
  text: string
  steps: string[]
}

export function parsePath(text: string): UpdatePath {
  const steps = text.split('.')
  for (const step of steps) {
    if (step === '') throw requestFailed(`the update path '${text}' contains an empty field name`)
    if (step === '__proto__') throw requestFailed(`the field name '__proto__' is reserved`)
    if (step.startsWith('$') && step !== '$' && step !== '$[]') {
      throw requestFailed(`the dollar ($) prefixed field '${step}' in '${text}' is not valid`)
    }
  }
  return { text, steps }
}

/** Step by step: indexes by their number, other steps as texts; a path comes before those that lead through it. */
export function comparePaths(one: UpdatePath, other: UpdatePath): number {
  for (const [depth, step] of one.steps.entries()) {
    const against = other.steps[depth]
    if (against === undefined) return 1
    if (step === against) continue
    const [index, otherIndex] = [indexOf(step), indexOf(against)]
    if (index !== undefined && otherIndex !== undefined) return index - otherIndex
    return compareTexts(step, against)
  }
  return one.steps.length - other.steps.length
}

/** Throws when one path equals or leads through another: their order would decide the outcome. */
export function refuseConflicts(paths: UpdatePath[]): void {
  const ends = new Set<string>()
  const ways = new Set<string>()
  for (const { text, steps } of paths) {
    const prefixes = steps.slice(1).map((_, depth) => steps.slice(0, depth + 1).join('.'))
    if (ends.has(text) || ways.has(text) || prefixes.some((prefix) => ends.has(prefix))) {
      throw requestFailed(`updating the path '${text}' would create a conflict at '${text}'`)
    }
    ends.add(text)
    for (const prefix of prefixes) ways.add(prefix)
  }
}

export interface Step {
  path: UpdatePath
  /** The new value from the old one; undefined stands for a missing field on both sides. */
  change: (current: unknown) => unknown
  /** False for operators that leave missing fields alone ($unset, $pop, $pull). */
  creates: boolean
  /** The index for `$` in the array at this depth of the path. */
  matchedIndex: (depth: number) => number
}

/** A copy of `value` with the change made at the path; the same object when nothing changes. Untouched parts are shared. */
export function changed(value: unknown, step: Step, depth = 0): unknown {
  const name = step.path.steps[depth]
  if (name === undefined) return step.change(value)
  if (name === '$' || name === '$[]') return changedElements(value, step, depth)
  if (Array.isArray(value)) return changedIndex(value, name, step, depth)
  if (isFields(value)) return changedField(value, name, step, depth)
  if (!step.creates) return value
  if (value !== undefined) {
    const holder = step.path.steps.slice(0, depth).join('.')
    throw requestFailed(`Cannot create field '${name}' in element {${holder}: ${JSON.stringify(value)}}`)
  }
  const inner = changed(undefined, step, depth + 1)
  return inner === undefined ? undefined : { [name]: inner }
}

function changedField(value: Fields, name: string, step: Step, depth: number): Fields {
  const before = Object.hasOwn(value, name) ? value[name] : undefined
  const after = changed(before, step, depth + 1)
  if (Object.is(after, before)) return value
  if (after !== undefined) return { ...value, [name]: after }
  const { [name]: _, ...others } = value
  return others
}

function changedIndex(value: unknown[], name: string, step: Step, depth: number): unknown[] {
  if (!/^\d+$/.test(name)) {
    if (!step.creates) return value
    const holder = step.path.steps.slice(0, depth).join('.')
    throw requestFailed(`Cannot create field '${name}' in element {${holder}: an array}`)
  }
  const index = Number(name)
  if (index >= value.length && !step.creates) return value
  if (index > value.length + MAX_BACKFILL) throw requestFailed(`the array index ${name} is too far beyond the end`)
  const after = changed(value[index], step, depth + 1)
  if (Object.is(after, value[index])) return value
  const copy = [...value]
  while (copy.length < index) copy.push(null)
  copy[index] = after ?? null
  return copy
}

function changedElements(value: unknown, step: Step, depth: number): unknown {
  if (!Array.isArray(value)) {
    const holder = step.path.steps.slice(0, depth).join('.')
    throw requestFailed(`The path '${holder}' must exist in the document in order to apply array updates`)
  }
  const only = step.path.steps[depth] === '$' ? step.matchedIndex(depth) : undefined
  const copy = value.map((element: unknown, index) =>
    only === undefined || only === index ? (changed(element, step, depth + 1) ?? null) : element,
  )
  return copy.every((element, index) => Object.is(element, value[index])) ? value : copy
}
