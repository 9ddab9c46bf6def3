import { type Doc, isDoc, order, Refused, same, typeOf } from './values.ts'

const NONE = Symbol('no such field')
const isIndex = (step: string) => String(Number(step)) === step && Number(step) >= 0

/** Everything at a path, arrays on the way opened, the end as it stands. */
function ends(value: unknown, path: string[]): unknown[] {
  if (path.length === 0) return [value]
  const [step, ...rest] = path as [string, ...string[]]
  if (isDoc(value)) return step in value ? ends(value[step], rest) : [NONE]
  if (!Array.isArray(value)) return [NONE]
  return value.flatMap((element, at) => {
    const inDocument = isDoc(element) ? ends(element, path) : []
    if (!isIndex(step) || Number(step) !== at) return inDocument
    const canGoOn = rest.length === 0 || isDoc(element) || Array.isArray(element)
    return [
      ...inDocument,
      ...(canGoOn ? ends(element, rest).map((end) => (rest.length === 0 ? { indexed: end } : end)) : []),
    ]
  })
}

/** An element named by its index is not opened again, which the wrapper says. */
const isIndexed = (end: unknown): end is { indexed: unknown } => isDoc(end) && Object.keys(end).join() === 'indexed'

function candidates(document: Doc, path: string, opens: boolean): unknown[] {
  return ends(document, path.split('.')).flatMap((end) => {
    if (isIndexed(end)) return [end.indexed]
    return opens && Array.isArray(end) ? [...end, end] : [end]
  })
}

const gone = (value: unknown) => value === NONE || value === null || value === undefined

function compares(value: unknown, operator: string, bound: unknown): boolean {
  if (gone(value) || bound === null) return gone(value) && bound === null && ['$eq', '$gte', '$lte'].includes(operator)
  if (typeOf(value) !== typeOf(bound)) return false
  if (Number.isNaN(value) || Number.isNaN(bound)) {
    return Number.isNaN(value) && Number.isNaN(bound) && ['$eq', '$gte', '$lte'].includes(operator)
  }
  const sign = order(value, bound)
  if (operator === '$eq') return sign === 0
  if (operator === '$gt') return sign > 0
  if (operator === '$gte') return sign >= 0
  return operator === '$lt' ? sign < 0 : sign <= 0
}

const equalsOrMatches = (value: unknown, wanted: unknown) =>
  wanted instanceof RegExp ? typeof value === 'string' && wanted.test(value) : compares(value, '$eq', wanted)

const isOperators = (value: unknown): value is Doc => isDoc(value) && (Object.keys(value)[0] ?? '').startsWith('$')

/** Whether one operator holds for one candidate. */
function holds(operator: string, argument: unknown, value: unknown): boolean {
  switch (operator) {
    case '$in':
      return (argument as unknown[]).some((wanted) => equalsOrMatches(value, wanted))
    case '$mod': {
      const [divisor, remainder] = argument as [number, number]
      return typeof value === 'number' && Math.trunc(value) % divisor === remainder
    }
    case '$regex':
      return typeof value === 'string' && (argument as RegExp).test(value)
    case '$type':
      return (
        value !== NONE && (argument === 'bool' ? 'boolean' : argument) === (value === null ? 'null' : typeOf(value))
      )
    case '$exists':
      return (value !== NONE) === argument
    case '$size':
      return Array.isArray(value) && value.length === argument
    case '$elemMatch':
      return Array.isArray(value) && value.some((element) => elementMatches(element, argument as Doc))
    default:
      return compares(value, operator, argument)
  }
}

function elementMatches(element: unknown, criteria: Doc): boolean {
  if (isOperators(criteria)) {
    return Object.entries(criteria).every(([operator, argument]) => {
      if (operator === '$ne') return !holds('$eq', argument, element)
      if (operator === '$nin') return !holds('$in', argument, element)
      if (operator === '$not') return !elementMatches(element, argument as Doc)
      if (operator === '$all')
        return (
          (argument as unknown[]).length > 0 &&
          (argument as unknown[]).every((wanted) => equalsOrMatches(element, wanted))
        )
      return holds(operator, argument, element)
    })
  }
  if (isDoc(element)) return matches(element, criteria)
  return Array.isArray(element) && matches(Object.fromEntries(element.entries()) as Doc, criteria)
}

const WHOLE = ['$size', '$elemMatch']

function fieldMatches(document: Doc, path: string, operator: string, argument: unknown): boolean {
  const any = (name: string, wanted: unknown) =>
    candidates(document, path, !WHOLE.includes(name)).some((value) => holds(name, wanted, value))
  switch (operator) {
    case '$ne':
      return !any('$eq', argument)
    case '$nin':
      return !any('$in', argument)
    case '$exists':
      return candidates(document, path, false).some((value) => value !== NONE) === argument
    case '$not':
      return !Object.entries(argument as Doc).every(([name, inner]) => fieldMatches(document, path, name, inner))
    case '$all':
      return (
        (argument as unknown[]).length > 0 &&
        (argument as unknown[]).every((wanted) =>
          isOperators(wanted)
            ? fieldMatches(document, path, '$elemMatch', wanted.$elemMatch)
            : candidates(document, path, true).some((value) => equalsOrMatches(value, wanted)),
        )
      )
    default:
      return any(operator, argument)
  }
}

export function matches(document: Doc, filter: Doc): boolean {
  return Object.entries(filter).every(([key, argument]) => {
    if (key === '$and') return (argument as Doc[]).every((part) => matches(document, part))
    if (key === '$or') return (argument as Doc[]).some((part) => matches(document, part))
    if (key === '$nor') return !(argument as Doc[]).some((part) => matches(document, part))
    if (isOperators(argument)) {
      return Object.entries(argument).every(([operator, inner]) => fieldMatches(document, key, operator, inner))
    }
    return candidates(document, key, true).some((value) => equalsOrMatches(value, argument))
  })
}

/** `$pull`: an element is dropped for being equal, for meeting operators, or for having fields that meet a condition. */
export function pulls(element: unknown, argument: unknown): boolean {
  if (isOperators(argument)) return matches({ element }, { element: argument })
  if (isDoc(argument)) return isDoc(element) && matches(element, argument)
  if (argument instanceof RegExp) throw new Refused('not generated')
  return same(element, argument)
}
