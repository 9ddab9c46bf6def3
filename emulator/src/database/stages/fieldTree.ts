import { requestFailed } from '../databaseErrors.ts'
import type { Evaluate, Scope } from '../expressions/expression.ts'
import { type Fields, isFields } from '../values.ts'

/** What a projection does with one field: keeps it, drops it, or puts a value in its place. */
export type Treatment = 'keep' | 'drop' | Evaluate

/** Treatments by field; a tree within is about the fields of the field. */
export type FieldTree = Map<string, Treatment | FieldTree>

/** Adds a treatment at a dotted path. Throws DATABASE_REQUEST_FAILED when the path crosses one that is there. */
export function plant(tree: FieldTree, path: string, treatment: Treatment): void {
  const steps = path.split('.')
  const last = steps.pop()!
  let branch = tree
  for (const step of [...steps, last]) {
    if (step === '') throw requestFailed(`FieldPath '${path}' must not have an empty part`)
    if (step.startsWith('$')) throw requestFailed(`FieldPath field names may not start with '$': '${path}'`)
    if (step === '__proto__') throw requestFailed(`the field name '__proto__' is reserved`)
  }
  for (const step of steps) {
    const inner = branch.get(step) ?? new Map<string, Treatment | FieldTree>()
    if (!(inner instanceof Map)) throw requestFailed(`Invalid projection: path collision at ${path}`)
    branch.set(step, inner)
    branch = inner
  }
  if (branch.has(last)) throw requestFailed(`Invalid projection: path collision at ${path}`)
  branch.set(last, treatment)
}

/** The fields that the tree keeps, in the document's order; in arrays, of each object. */
export function kept(fields: Fields, tree: FieldTree): Fields {
  const result: Fields = {}
  for (const [field, value] of Object.entries(fields)) {
    const treatment = tree.get(field)
    if (treatment === 'keep') result[field] = value
    else if (treatment instanceof Map) {
      const inner = keptWithin(value, treatment)
      if (inner !== undefined) result[field] = inner
    }
  }
  return result
}

/** Undefined for a value that has no fields. */
function keptWithin(value: unknown, tree: FieldTree): unknown {
  if (isFields(value)) return kept(value, tree)
  if (!Array.isArray(value)) return undefined
  return value.map((element) => keptWithin(element, tree)).filter((element) => element !== undefined)
}

/** Everything but the fields that the tree drops. */
export function dropped(fields: Fields, tree: FieldTree): Fields {
  const result: Fields = {}
  for (const [field, value] of Object.entries(fields)) {
    const treatment = tree.get(field)
    if (treatment instanceof Map) result[field] = droppedWithin(value, treatment)
    else if (treatment === undefined) result[field] = value
  }
  return result
}

function droppedWithin(value: unknown, tree: FieldTree): unknown {
  if (isFields(value)) return dropped(value, tree)
  return Array.isArray(value) ? value.map((element) => droppedWithin(element, tree)) : value
}

/** A copy with the tree's computed values: in arrays in each element, and in place of what cannot have fields. */
export function computed(value: unknown, tree: FieldTree, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((element) => computed(element, tree, scope))
  const result: Fields = isFields(value) ? { ...value } : {}
  for (const [field, treatment] of tree) {
    if (treatment instanceof Map) {
      if (hasComputed(treatment)) result[field] = computed(result[field], treatment, scope)
    } else if (typeof treatment === 'function') {
      const made = treatment(scope)
      if (made === undefined) delete result[field]
      else result[field] = made
    }
  }
  return result
}

export const hasComputed = (tree: FieldTree): boolean =>
  [...tree.values()].some((each) => typeof each === 'function' || (each instanceof Map && hasComputed(each)))
