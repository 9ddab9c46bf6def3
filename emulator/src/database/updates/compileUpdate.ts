import { Query } from 'mingo/query'
import { isEqual, resolve } from 'mingo/util'
import type { Document, Filter } from '../database.ts'
import { requestFailed } from '../databaseErrors.ts'
import { asRequest } from '../queries/conditions.ts'
import { conditionContext } from '../queries/operators.ts'
import { type Fields, isFields, seal } from '../values.ts'
import { updateOperators } from './updateOperators.ts'
import { changed, parsePath, refuseConflicts, type Step, type UpdatePath } from './updatePaths.ts'

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
  const steps: CompiledStep[] = []
  for (const [name, fields] of Object.entries(change)) {
    if (!isFields(fields)) throw requestFailed(`modifiers operate on fields but '${name}' has none`)
    for (const [text, argument] of Object.entries(fields)) {
      const path = parsePath(text)
      paths.push(path)
      if (name === '$rename') {
        const target = parsePath(String(argument))
        paths.push(target)
        steps.push(rename(path, target))
      } else steps.push(compileStep(name, path, argument, context))
    }
  }
  refuseConflicts(paths)
  return (document, inserting = false) => {
    const after = asRequest(() => steps.reduce((current, step) => step(current, inserting), document))
    if (!isEqual(after._id, document._id)) throw requestFailed(`the field '_id' cannot be changed`)
    return after === document ? document : seal(after, context.nesting)
  }
}

/** Compiles a plain body that takes the place of everything but `_id`. */
export function compileReplacement(body: Fields, nesting: number): DocumentChange {
  return (document) => {
    if ('_id' in body && body._id !== document._id) throw requestFailed(`the field '_id' cannot be changed`)
    const after: Document = { ...body, _id: document._id }
    return isEqual(after, document) ? document : seal(after, nesting)
  }
}

function compileStep(name: string, path: UpdatePath, argument: unknown, context: UpdateContext): CompiledStep {
  const operator = Object.hasOwn(updateOperators, name) ? updateOperators[name] : undefined
  if (operator === undefined) throw requestFailed(`unknown update operator '${name}'`)
  const { nesting } = context
  const change = asRequest(() => operator.compile(argument, path.text, { now: new Date(context.now), nesting }))
  return (document, inserting) => {
    if (name === '$setOnInsert' && !inserting) return document
    return made(document, {
      path,
      change: (current) => {
        const next = change(current)
        return isEqual(current, next) ? current : next
      },
      creates: operator.creates,
      matchedIndex: (depth) => matchedIndex(document, path, depth, context.filter),
    })
  }
}

const made = (document: Document, step: Step): Document => changed(document, step) as Document

function rename(from: UpdatePath, to: UpdatePath): CompiledStep {
  return (document) => {
    const value = resolve(document, from.text)
    if (value === undefined) return document
    const matchedIndex = () => {
      throw requestFailed('$rename may not use the positional operator')
    }
    const removed = made(document, { path: from, change: () => undefined, creates: false, matchedIndex })
    return made(removed, { path: to, change: () => value, creates: true, matchedIndex })
  }
}

/** Which element of the array at the first `depth` steps the filter's conditions matched. */
function matchedIndex(document: Document, path: UpdatePath, depth: number, filter: Filter): number {
  const field = path.steps.slice(0, depth).join('.')
  const conditions = conditionsOn(field, filter)
  const elements = resolve(document, field)
  const tests = conditions.map(
    (condition) => new Query<Fields>(condition, { context: conditionContext, scriptEnabled: false }),
  )
  const matches = (element: unknown) => {
    const lone = nested(path.steps.slice(0, depth), [element])
    return tests.length > 0 && tests.every((test) => test.test(lone))
  }
  const index = Array.isArray(elements) ? elements.findIndex(matches) : -1
  if (index < 0) throw requestFailed('The positional operator did not find the match needed from the query')
  return index
}

function conditionsOn(field: string, filter: Filter): Fields[] {
  return Object.entries(filter).flatMap(([key, condition]) => {
    if (key === '$and' && Array.isArray(condition))
      return condition.filter(isFields).flatMap((part) => conditionsOn(field, part))
    return key === field || key.startsWith(`${field}.`) ? [{ [key]: condition }] : []
  })
}

const nested = (steps: string[], value: unknown): Fields =>
  steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value) as Fields

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
