import { requestFailed } from '../databaseErrors.ts'
import { compileExpression, type Scope } from '../expressions/expression.ts'
import { type Fields, isFields } from '../values.ts'
import { computed, dropped, type FieldTree, hasComputed, kept, plant } from './fieldTree.ts'

/** Makes one document from another. */
export type Projection = (document: Fields, variables: Scope['variables']) => Fields

/**
 * Compiles `{ a: 1, 'b.c': 1, d: expression }` or `{ a: 0 }`; `_id` stays unless it is dropped by name.
 * Throws DATABASE_REQUEST_FAILED when fields are kept and dropped together.
 */
export function compileProjection(specification: unknown, variables: readonly string[]): Projection {
  if (!isFields(specification) || Object.keys(specification).length === 0) {
    throw requestFailed('Invalid $project :: caused by :: projection specification must have at least one field')
  }
  const tree: FieldTree = new Map()
  const modes = new Map<string, 'keep' | 'drop'>()
  spread(specification, '', (path, value) => {
    const treatment = isSwitch(value) ? (value ? 'keep' : 'drop') : compileExpression(value, variables)
    if (path !== '_id' || typeof treatment === 'function') modes.set(path, treatment === 'drop' ? 'drop' : 'keep')
    plant(tree, path, treatment)
  })
  const mode = modes.size === 0 ? tree.get('_id') : [...modes.values()][0]
  const odd = [...modes].find(([, each]) => each !== mode)
  if (odd !== undefined) {
    throw requestFailed(
      `Invalid $project :: caused by :: Cannot do ${odd[1] === 'drop' ? 'exclusion' : 'inclusion'} on field ${odd[0]} in ${mode === 'drop' ? 'exclusion' : 'inclusion'} projection`,
    )
  }
  if (mode === 'drop') return (document) => dropped(document, tree)
  if (!tree.has('_id')) tree.set('_id', 'keep')
  const computes = hasComputed(tree)
  return (document, values) => {
    const result = kept(document, tree)
    if (!computes) return result
    return computed(result, tree, { root: document, variables: values }) as Fields
  }
}

const isSwitch = (value: unknown): value is number | boolean => typeof value === 'number' || typeof value === 'boolean'

/** Calls back for each dotted path of a specification, where `{ a: { b: 1 } }` means `{ 'a.b': 1 }`. */
function spread(specification: Fields, prefix: string, found: (path: string, value: unknown) => void): void {
  for (const [field, value] of Object.entries(specification)) {
    const isNested = isFields(value) && !Object.keys(value)[0]?.startsWith('$')
    if (!isNested) found(prefix + field, value)
    else if (Object.keys(value).length > 0) spread(value, `${prefix}${field}.`, found)
    else throw requestFailed(`an empty object is not a valid value. Found empty object at path ${prefix}${field}`)
  }
}

/** Compiles `{ a: expression, 'b.c': expression }`, which are added to what is there. */
export function compileAddition(specification: unknown, variables: readonly string[]): Projection {
  if (!isFields(specification)) throw requestFailed('$addFields specification stage must be an object')
  const tree: FieldTree = new Map()
  spread(specification, '', (path, value) => plant(tree, path, compileExpression(value, variables)))
  return (document, values) => computed(document, tree, { root: document, variables: values }) as Fields
}

/** Compiles `'a'` or `['a', 'b.c']`: fields to drop. */
export function compileRemoval(specification: unknown): Projection {
  const paths = Array.isArray(specification) ? specification : [specification]
  const tree: FieldTree = new Map()
  for (const path of paths) {
    if (typeof path !== 'string') throw requestFailed('$unset specification must be a string or an array of strings')
    plant(tree, path, 'drop')
  }
  return (document) => dropped(document, tree)
}
