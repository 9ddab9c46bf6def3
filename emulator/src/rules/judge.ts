import { isDeepStrictEqual } from 'node:util'
import type { Document } from '../database/database.ts'
import { type Claim, describeClaim, fixedValue, proves } from './claims.ts'
import type { Comparison, Expression, Ordering } from './expression.ts'
import { ownValue, UNFORESEEN } from './ownValue.ts'
import type { QueryCase } from './queryCases.ts'
import { isBound, isOrdered, isScalar, type Scalar } from './valueSets.ts'

/** What a rule is judged on. */
export interface Facts {
  /** The caller: `openid` of a mini-program's user, `uid` and `loginType` of a web user. */
  auth: Record<string, string>
  /** ms since the epoch. */
  now: number
  /** Written data: of a create the document, of an update the fields that it sets. */
  data?: unknown
  /** What `doc` is: a document as it stands, or all documents that one case of a query finds. */
  doc: { known: object } | { query: QueryCase }
  /** Reads a document for `get()`. May throw Undecidable. */
  read(collection: string, id: string): Promise<Document | undefined>
}

/** The rule asks something that cannot be answered from what is known, so that neither it nor its opposite holds. */
export class Undecidable extends Error {}

type Operand = { value: unknown } | { field: string }

/**
 * Whether a rule holds for certain.
 * @param wanted False: whether its opposite holds for certain; not the same as that the rule does not hold.
 * @returns undefined when it does, else why not
 */
export async function refusalOf(rule: Expression, facts: Facts, wanted = true): Promise<string | undefined> {
  switch (rule.kind) {
    case 'not':
      return refusalOf(rule.operand, facts, !wanted)
    case 'both':
    case 'either': {
      const left = await refusalOf(rule.left, facts, wanted)
      const needsBoth = (rule.kind === 'both') === wanted
      if (needsBoth) return left ?? refusalOf(rule.right, facts, wanted)
      if (left === undefined) return undefined
      const right = await refusalOf(rule.right, facts, wanted)
      return right === undefined ? undefined : `${left}; ${right}`
    }
    default:
      try {
        return rule.kind === 'compare' ? await compared(rule, facts, wanted) : await truthy(rule, facts, wanted)
      } catch (error) {
        if (error instanceof Undecidable) return error.message
        throw error
      }
  }
}

async function truthy(rule: Expression, facts: Facts, wanted: boolean): Promise<string | undefined> {
  const operand = await operandOf(rule, facts)
  if ('value' in operand) return Boolean(operand.value) === wanted ? undefined : 'the rule is false'
  const values = wanted ? [true] : [false, null, 0, '']
  return claimed({ path: operand.field, holds: 'some', set: { values } }, facts)
}

async function compared(
  { operator, left, right }: Expression & { kind: 'compare' },
  facts: Facts,
  wanted: boolean,
): Promise<string | undefined> {
  const [a, b] = [await operandOf(left, facts), await operandOf(right, facts)]
  if ('value' in a && 'value' in b) {
    const holds = compareValues(operator, a.value, b.value)
    if (holds === wanted) return undefined
    return `${wanted ? '' : 'not '}${show(a.value)} ${operator} ${show(b.value)} is false`
  }
  if ('field' in a && 'field' in b) throw new Undecidable(`doc.${a.field} and doc.${b.field} cannot be compared`)
  const claim = 'field' in a ? fieldClaim(a.field, operator, b, wanted) : valueClaim(a, operator, b, wanted)
  return claimed(claim, facts)
}

/** The claim of `doc.<path> <operator> value`. */
function fieldClaim(path: string, operator: Comparison, right: Operand, wanted: boolean): Claim {
  const value = 'value' in right ? right.value : undefined
  if (operator === 'in') {
    if (!Array.isArray(value)) throw new Undecidable(`what doc.${path} should be in is not a list`)
    return { path, holds: wanted ? 'some' : 'notAll', set: { values: value.map((each) => comparable(path, each)) } }
  }
  if (operator === '==' || operator === '!=') {
    const same = (operator === '==') === wanted
    return { path, holds: same ? 'some' : 'notAll', set: { values: [comparable(path, value)] } }
  }
  if (!isBound(value)) throw new Undecidable(`doc.${path} cannot be ordered against ${show(value)}`)
  return { path, holds: wanted ? 'some' : 'notAll', set: { ordering: operator, bound: value } }
}

const MIRRORED: Record<Ordering, Ordering> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=' }

/** The claim of `value <operator> doc.<path>`. */
function valueClaim(left: Operand, operator: Comparison, right: Operand, wanted: boolean): Claim {
  const path = 'field' in right ? right.field : ''
  const value = 'value' in left ? left.value : undefined
  if (operator === 'in') {
    return { path, holds: wanted ? 'some' : 'none', set: { values: [comparable(path, value)] } }
  }
  const mirrored = operator === '==' || operator === '!=' ? operator : MIRRORED[operator]
  return fieldClaim(path, mirrored, left, wanted)
}

/** An absent value would equal a missing field, and let anyone see all documents without it. */
function comparable(path: string, value: unknown): Scalar {
  if (isScalar(value)) return value
  throw new Undecidable(`doc.${path} cannot be compared with ${show(value)}`)
}

function claimed(claim: Claim, { doc }: Facts): string | undefined {
  if ('query' in doc && proves(doc.query, claim)) return undefined
  return `the query does not imply ${describeClaim(claim)}`
}

function compareValues(operator: Comparison, a: unknown, b: unknown): boolean {
  switch (operator) {
    case '==':
      return equal(a, b)
    case '!=':
      return !equal(a, b)
    case 'in':
      if (!Array.isArray(b)) throw new Undecidable(`${show(b)} is not a list`)
      return b.some((element) => equal(a, element))
    default:
      if (a === undefined || b === undefined) return false
      if (!isBound(a) || !isBound(b) || a.constructor !== b.constructor) {
        throw new Undecidable(`${show(a)} and ${show(b)} have no order`)
      }
      return isOrdered(a, operator, b)
  }
}

/** An absent value equals null; two absent values are a mistake of the rule, not a match. */
function equal(a: unknown, b: unknown): boolean {
  if (a === undefined && b === undefined) throw new Undecidable('both sides of a comparison are absent')
  return (a ?? null) === (b ?? null) || isDeepStrictEqual(a, b)
}

async function operandOf(expression: Expression, facts: Facts): Promise<Operand> {
  const path = await docPath(expression, facts)
  if (path === undefined) return { value: await evaluated(expression, facts) }
  if ('query' in facts.doc) return { field: path.join('.') }
  return { value: path.reduce<unknown>(ownValue, facts.doc.known) }
}

/** The steps behind `doc`; undefined for what does not begin there. */
async function docPath(expression: Expression, facts: Facts): Promise<string[] | undefined> {
  if (expression.kind === 'name') return expression.name === 'doc' ? [] : undefined
  if (expression.kind !== 'member') return undefined
  const head = await docPath(expression.object, facts)
  if (head === undefined) return undefined
  const key = await keyOf(expression.key, facts)
  if (key === '' || key.includes('.') || key.startsWith('$')) throw new Undecidable(`'${key}' is not a field of doc`)
  return [...head, key]
}

async function keyOf(expression: Expression, facts: Facts): Promise<string> {
  const key = await evaluated(expression, facts)
  if (typeof key === 'string' || typeof key === 'number') return String(key)
  throw new Undecidable(`${show(key)} is not the name of a field`)
}

async function evaluated(expression: Expression, facts: Facts): Promise<unknown> {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'list': {
      const items: unknown[] = []
      for (const item of expression.items) items.push(await evaluated(item, facts))
      return items
    }
    case 'template': {
      const texts: string[] = []
      for (const part of expression.parts) texts.push(typeof part === 'string' ? part : await keyOf(part, facts))
      return texts.join('')
    }
    case 'name':
      return expression.name === 'auth' ? facts.auth : facts.now
    case 'get':
      return readAddress(await evaluated(expression.address, facts), facts)
    case 'member':
      return memberOf(expression, facts)
    default:
      throw new Undecidable('a condition is not a value')
  }
}

async function memberOf(expression: Expression & { kind: 'member' }, facts: Facts): Promise<unknown> {
  const operand = await docOperand(expression, facts)
  if (operand !== undefined) return operand.value
  const { object } = expression
  if (object.kind === 'name' && object.name === 'request') return facts.data
  const value = ownValue(await evaluated(object, facts), await keyOf(expression.key, facts))
  if (value === UNFORESEEN) throw new Undecidable('request.data has an operator there, whose result is not foreseen')
  return value
}

async function docOperand(expression: Expression, facts: Facts): Promise<{ value: unknown } | undefined> {
  const path = await docPath(expression, facts)
  if (path === undefined) return undefined
  if ('known' in facts.doc) return { value: path.reduce<unknown>(ownValue, facts.doc.known) }
  const fixed = fixedValue(facts.doc.query, path.join('.'))
  if (fixed === undefined) throw new Undecidable(`the query must fix doc.${path.join('.')} by ==`)
  return fixed
}

/** The document, or null when there is none. */
async function readAddress(address: unknown, facts: Facts): Promise<unknown> {
  const [, collection, id] = /^database\.([^.]+)\.([^.].*)$/s.exec(String(address)) ?? []
  if (collection === undefined || id === undefined)
    throw new Undecidable(`${show(address)} is not an address for get()`)
  return (await facts.read(collection, id)) ?? null
}

const show = (value: unknown): string => (value === undefined ? 'an absent value' : JSON.stringify(value))
