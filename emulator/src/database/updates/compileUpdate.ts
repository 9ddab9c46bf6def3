import type { Document, Filter } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { equalValues, identical } from '../ordering.ts'
import { type Fields, isFields, seal } from '../values.ts'
import { matchedIndex } from './matchedElement.ts'
import { updateOperators } from './updateOperators.ts'
import { changed, comparePaths, parsePath, refuseConflicts, type Step, type UpdatePath } from './updatePaths.ts'

/** An update ready to be made on documents: answers the changed document, or the same object when nothing changes. */
export type DocumentChange = (document: Document, inserting?: boolean) => Document

export interface UpdateContext {
  /** The condition that found the document: it tells which element `$` means. */
  filter: Filter
  /** ms since the epoch. */
  now: number
  nesting: number
}

type CompiledStep = (document: Document, inserting: boolean) => Document

/** Compiles `{ $set: …, $inc: … }`. Throws DATABASE_REQUEST_FAILED for what MongoDB refuses. */
export function compileOperators(change: Fields, context: UpdateContext): DocumentChange {
  const paths: UpdatePath[] = []
  const steps: { at: UpdatePath; run: CompiledStep }[] = []
  for (const [name, fields] of Object.entries(change)) {
    if (!isFields(fields)) throw requestFailed(`modifiers operate on fields but '${name}' has none`)
    for (const [text, argument] of Object.entries(fields)) {
      const path = parsePath(text)
      paths.push(path)
      if (name === '$rename') {
        if (typeof argument !== 'string') throw requestFailed(`The 'to' field for $rename must be a string: ${text}`)
        const target = parsePath(argument)
        paths.push(target)
        steps.push({ at: target, run: rename(path, target) })
      } else steps.push({ at: path, run: compileStep(name, path, argument, context) })
    }
  }
  refuseConflicts(paths)
  // In MongoDB new fields come in the order of their paths, not in that of the request.
  steps.sort((one, other) => comparePaths(one.at, other.at))
  return (document, inserting = false) => {
    const after = steps.reduce((current, { run }) => run(current, inserting), document)
    if (!equalValues(after._id, document._id)) throw requestFailed(`the field '_id' cannot be changed`)
    return after === document ? document : seal(after, context.nesting)
  }
}

/** Compiles a plain body that takes the place of everything but `_id`. */
export function compileReplacement(body: Fields, nesting: number): DocumentChange {
  return (document) => {
    if ('_id' in body && body._id !== document._id) throw requestFailed(`the field '_id' cannot be changed`)
    const after: Document = { _id: document._id, ...body }
    return identical(after, document) ? document : seal(after, nesting)
  }
}

function compileStep(name: string, path: UpdatePath, argument: unknown, context: UpdateContext): CompiledStep {
  const operator = Object.hasOwn(updateOperators, name) ? updateOperators[name] : undefined
  if (operator === undefined) throw requestFailed(`unknown update operator '${name}'`)
  const { nesting } = context
  const change = operator.compile(argument, path.text, { now: new Date(context.now), nesting })
  return (document, inserting) => {
    if (name === '$setOnInsert' && !inserting) return document
    return made(document, {
      path,
      change: (current) => {
        const next = change(current)
        return identical(current, next) ? current : next
      },
      creates: operator.creates,
      matchedIndex: (depth) => matchedIndex(document, path.steps.slice(0, depth).join('.'), context.filter),
    })
  }
}

const made = (document: Document, step: Step): Document => changed(document, step) as Document

/** Moves a value; neither path may lead through an array. */
function rename(from: UpdatePath, to: UpdatePath): CompiledStep {
  if ([...from.steps, ...to.steps].some((step) => step.startsWith('$'))) {
    throw requestFailed(`The source and target field for $rename may not be dynamic: ${from.text}`)
  }
  return (document) => {
    const value = valueOutsideOfArrays(document, from)
    if (value === undefined) return document
    valueOutsideOfArrays(document, to)
    const matchedIndex = () => -1
    const removed = made(document, { path: from, change: () => undefined, creates: false, matchedIndex })
    return made(removed, { path: to, change: () => value, creates: true, matchedIndex })
  }
}

function valueOutsideOfArrays(document: Document, { text, steps }: UpdatePath): unknown {
  let value: unknown = document
  for (const step of steps) {
    if (Array.isArray(value))
      throw requestFailed(`The source and target field of $rename cannot be array elements: '${text}'`)
    value = isFields(value) && Object.hasOwn(value, step) ? value[step] : undefined
  }
  return value
}

/** The fields that an upsert takes over from the condition: those it ties to one value. */
export function fieldsOfFilter(filter: Filter): Fields {
  let fields: unknown = {}
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isFields(part)) fields = { ...(fields as Fields), ...fieldsOfFilter(part) }
    } else if (!key.startsWith('$')) {
      const value = isFields(condition) && '$eq' in condition ? condition.$eq : condition
      const isCondition =
        value instanceof RegExp || (isFields(value) && Object.keys(value).some((name) => name.startsWith('$')))
      if (!isCondition) {
        const change = () => value
        fields = changed(fields, { path: parsePath(key), change, creates: true, matchedIndex: () => -1 })
      }
    }
  }
  return fields as Fields
}
