import type { Filter } from '../database/database.ts'
import { type Fields, isFields } from '../database/values.ts'
import type { Ordering } from './expression.ts'
import { QUERY_MAX_CASES } from './limits.ts'
import { isBound, isScalar, type Scalar, type ValueSet } from './valueSets.ts'

/**
 * What a query says of one field. A field's leaves are its value (null when missing) and, of an array, its elements
 * too. Each of `some` holds for at least one leaf, not necessarily the same; no leaf is in any of `none`.
 */
export interface Constraints {
  some: ValueSet[]
  none: ValueSet[]
}

/** One alternative of a query: what it says of each field, by dotted path. */
export type QueryCase = Map<string, Constraints>

interface Fact {
  path: string
  holds: 'some' | 'none'
  set: ValueSet
}

/** Alternatives, each a list of facts that hold together. `[[]]`: nothing is known. */
type Alternatives = Fact[][]

const NOTHING_KNOWN: Alternatives = [[]]
const ORDERINGS: Record<string, Ordering> = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' }

export class TooManyCases extends Error {}

/**
 * The query as alternatives, of which every matching document meets at least one. What is not understood (geometry,
 * `$elemMatch`, regular expressions, `$expr`) counts as no condition, so that nothing is concluded from it.
 * @throws TooManyCases
 */
export function queryCases(filter: Filter): QueryCase[] {
  return ofFilter(filter, true).map((facts) => {
    const fields: QueryCase = new Map()
    for (const { path, holds, set } of facts) {
      const constraints = fields.get(path) ?? { some: [], none: [] }
      constraints[holds].push(set)
      fields.set(path, constraints)
    }
    return fields
  })
}

/** @param wanted False: the alternatives in which the filter does not match. */
function ofFilter(filter: unknown, wanted: boolean): Alternatives {
  if (!isFields(filter)) return NOTHING_KNOWN
  const parts = Object.entries(filter).map(([key, condition]) => {
    if (!key.startsWith('$')) return ofCondition(key, condition, wanted)
    if (!Array.isArray(condition) || condition.length === 0) return NOTHING_KNOWN
    const inside = (each: boolean) => condition.map((part) => ofFilter(part, each))
    if (key === '$and') return join(inside(wanted), wanted)
    if (key === '$or') return join(inside(wanted), !wanted)
    if (key === '$nor') return join(inside(!wanted), wanted)
    return NOTHING_KNOWN
  })
  return join(parts, wanted)
}

function ofCondition(path: string, condition: unknown, wanted: boolean): Alternatives {
  if (!isFields(condition)) return isScalar(condition) ? fact(path, { values: [condition] }, wanted) : NOTHING_KNOWN
  const operators = Object.entries(condition)
  if (operators.length === 0 || operators.some(([name]) => !name.startsWith('$'))) return NOTHING_KNOWN
  const parts = operators.map(([name, operand]) => ofOperator(path, name, operand, wanted))
  return join(parts, wanted)
}

function ofOperator(path: string, name: string, operand: unknown, wanted: boolean): Alternatives {
  const ordering = Object.hasOwn(ORDERINGS, name) ? ORDERINGS[name] : undefined
  if (ordering !== undefined) return isBound(operand) ? fact(path, { ordering, bound: operand }, wanted) : NOTHING_KNOWN
  switch (name) {
    case '$eq':
      return isScalar(operand) ? fact(path, { values: [operand] }, wanted) : NOTHING_KNOWN
    case '$ne':
      return isScalar(operand) ? fact(path, { values: [operand] }, !wanted) : NOTHING_KNOWN
    case '$in':
      return areScalars(operand) ? fact(path, { values: operand }, wanted) : NOTHING_KNOWN
    case '$nin':
      return areScalars(operand) ? fact(path, { values: operand }, !wanted) : NOTHING_KNOWN
    case '$all': {
      if (!areScalars(operand) || operand.length === 0) return NOTHING_KNOWN
      const parts = operand.map((value) => fact(path, { values: [value] }, wanted))
      return join(parts, wanted)
    }
    case '$not':
      return isOperators(operand) ? ofCondition(path, operand, !wanted) : NOTHING_KNOWN
    default:
      return NOTHING_KNOWN
  }
}

const fact = (path: string, set: ValueSet, wanted: boolean): Alternatives => [
  [{ path, holds: wanted ? 'some' : 'none', set }],
]

const areScalars = (value: unknown): value is Scalar[] => Array.isArray(value) && value.every(isScalar)

const isOperators = (value: unknown): value is Fields => isFields(value) && Object.keys(value).length > 0

/** All parts hold, or at least one does. */
function join(parts: Alternatives[], all: boolean): Alternatives {
  if (!all) return limited(parts.flat())
  return parts.reduce<Alternatives>(
    (joined, part) => limited(joined.flatMap((facts) => part.map((more) => [...facts, ...more]))),
    NOTHING_KNOWN,
  )
}

function limited(alternatives: Alternatives): Alternatives {
  if (alternatives.length > QUERY_MAX_CASES) throw new TooManyCases()
  return alternatives
}
