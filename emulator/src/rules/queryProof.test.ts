import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Filter } from '../database/database.ts'
import { compileFilter } from '../database/queries/conditions.ts'
import { leavesAt } from '../database/records/indexKeys.ts'
import { refusalOf } from './judge.ts'
import { parseRule } from './parseRule.ts'
import { queryCases } from './queryCases.ts'

const ME = 'me'
const NOW = 2

const proven = async (rule: string, filter: Filter): Promise<boolean> => {
  const expression = parseRule(rule)
  for (const query of queryCases(filter)) {
    const facts = { auth: { openid: ME }, now: NOW, read: async () => undefined, doc: { query } }
    if ((await refusalOf(expression, facts)) !== undefined) return false
  }
  return true
}

describe('a query', () => {
  it.each<[rule: string, filter: Filter]>([
    ['doc.age > 10', { age: { $gt: 15 } }],
    ['doc.age > 10', { age: { $gte: 10, $ne: 10 } }],
    ['doc.age > 10', { age: 11 }],
    ['doc.age >= 10 && doc.age < 20', { age: { $gt: 10, $lte: 19 } }],
    ['10 < doc.age', { age: { $in: [11, 12] } }],
    ['doc._openid == auth.openid', { _openid: ME }],
    ['auth.openid === doc._openid', { $and: [{ state: 1 }, { _openid: { $eq: ME } }] }],
    ['doc.open == true || doc.author == auth.openid', { $or: [{ open: true }, { author: ME, open: false }] }],
    ['doc.state != "deleted"', { state: 'open' }],
    ['doc.state != "deleted"', { state: { $nin: ['deleted', 'hidden'] } }],
    ['!(doc.state in ["deleted", "hidden"])', { state: { $in: ['open', 'new'] } }],
    ['!(doc.age > 10)', { age: { $lte: 10 } }],
    ['!(doc.age > 10)', { age: { $not: { $gt: 9 } } }],
    ['doc.a == 1 && doc.b == 2', { $nor: [{ a: { $ne: 1 } }, { b: { $ne: 2 } }] }],
    ['doc.owner.id == auth.openid', { 'owner.id': ME }],
    ["doc['owner']['id'] == auth.openid", { 'owner.id': ME }],
    ['auth.openid in doc.members', { members: ME }],
    ['auth.openid in doc.members', { members: { $all: [ME, 'you'] } }],
    ['doc.until > now', { until: { $gt: NOW } }],
    ['doc.published', { published: true }],
    ['!doc.deleted', { deleted: false }],
    ['doc.gone == null', { gone: null }],
    ['doc.gone != null', { gone: { $gt: 0 } }],
    ['auth.uid == doc.uid || doc._openid == auth.openid', { _openid: ME }],
    ['auth != null && (doc.n > 0)', { n: { $gt: 0 } }],
    ['now > 1 && true', {}],
  ])('passes %s by %j', async (rule, filter) => {
    expect(await proven(rule, filter)).toBe(true)
  })

  it.each<[rule: string, filter: Filter]>([
    ['doc.age > 10', { age: { $gt: 8 } }],
    ['doc.age > 10', {}],
    ['doc.age > 10', { age: { $gte: 10 } }],
    ['doc.age > 10', { age: '11' }],
    ['doc.age > 10', { $or: [{ age: 11 }, { name: 'x' }] }],
    ['doc.age > 10', { age: { $exists: true } }],
    ['doc.age > 10', { age: { $elemMatch: { $gt: 10 } } }],
    ['doc.age > 10', { $expr: { $gt: ['$age', 10] } }],
    ['doc._openid == auth.openid', { _openid: 'you' }],
    ['doc._openid == auth.openid', { _openid: { $in: [ME, 'you'] } }],
    ['doc._openid == auth.openid', { _openid: { $ne: 'you' } }],
    ['doc._openid == auth.openid', { _openid: /me/ }],
    ['doc._openid == auth.openid', { _openid: { $in: [ME, /you/] } }],
    ['doc._openid == auth.openid', { _openid: { id: ME } }],
    ['doc._openid == auth.openid', { $or: [] }],
    ['doc._openid == auth.openid', { $nor: [{ _openid: ME }] }],
    ['doc.state != "deleted"', { state: { $ne: 'hidden' } }],
    ['doc.state != "deleted"', { state: { $gt: 'a' } }],
    ['!(doc.age > 10)', { age: { $gte: 10 } }],
    ['doc.a == 5', { a: { $gte: 5, $lte: 5 } }],
    ['doc.a == doc.b', { a: 1, b: 1 }],
    ['auth.uid == doc.uid', { uid: null }],
    ['auth.uid != doc.uid', { uid: 'x' }],
    ['!(auth.uid == doc.uid)', { uid: 'x' }],
    ['auth.uid == auth.loginType', {}],
    ['!(auth.openid in doc.banned)', { banned: 'you' }],
    ['!doc.deleted', { deleted: { $ne: true } }],
    ['!doc.deleted', { deleted: 1 }],
    ['doc.until > now', { until: { $gt: new Date(5) } }],
    ['doc.a == 1 || doc.a != 1', {}],
  ])('is refused where %s does not follow from %j', async (rule, filter) => {
    expect(await proven(rule, filter)).toBe(false)
  })
})

/** A rule as a tree, with its text and what it says of one document: a second reading, independent of the proof. */
interface Sample {
  text: string
  holds: (document: object) => boolean
  fails: (document: object) => boolean
}

const PATHS = ['a', 'b', 'n.x']
const SCALARS = [null, true, false, 0, 1, 2, 3, 'me', 'x']
const path = fc.constantFrom(...PATHS)
const scalar = fc.constantFrom(...SCALARS)
const bound = fc.constantFrom(0, 1, 2, 3, 'me', 'x')
const ordering = fc.constantFrom('>', '>=', '<', '<=')

const leaves = (document: object, at: string) =>
  leavesAt(document as Record<string, unknown>, at).map((leaf) => leaf ?? null)
const ordered = (a: unknown, operator: string, b: string | number): boolean => {
  if (typeof a !== typeof b) return false
  const [left, right] = [a as number, b as number]
  return { '>': left > right, '>=': left >= right, '<': left < right, '<=': left <= right }[operator] === true
}

const leafSample = (at: string, text: string, isIn: (leaf: unknown) => boolean): Sample => ({
  text,
  holds: (document) => leaves(document, at).some(isIn),
  fails: (document) => {
    const found = leaves(document, at)
    return found.length === 0 || !found.every(isIn)
  },
})

const swapped = ({ text, holds, fails }: Sample, other: string): Sample => ({
  text: other || text,
  holds: fails,
  fails: holds,
})

const comparison: fc.Arbitrary<Sample> = fc.oneof(
  fc
    .tuple(path, scalar)
    .map(([at, value]) => leafSample(at, `doc.${at} == ${JSON.stringify(value)}`, (leaf) => leaf === value)),
  fc.tuple(path, scalar).map(([at, value]) =>
    swapped(
      leafSample(at, '', (leaf) => leaf === value),
      `${JSON.stringify(value)} != doc.${at}`,
    ),
  ),
  fc
    .tuple(path, ordering, bound)
    .map(([at, operator, value]) =>
      leafSample(at, `doc.${at} ${operator} ${JSON.stringify(value)}`, (leaf) => ordered(leaf, operator, value)),
    ),
  fc
    .tuple(path, fc.array(scalar, { maxLength: 3 }))
    .map(([at, values]) =>
      leafSample(at, `doc.${at} in ${JSON.stringify(values)}`, (leaf) => values.some((value) => value === leaf)),
    ),
  path.map((at) => leafSample(at, `doc.${at} == auth.openid`, (leaf) => leaf === ME)),
  fc.tuple(path, scalar).map(([at, value]): Sample => {
    const has = (document: object) => leaves(document, at).includes(value)
    return { text: `${JSON.stringify(value)} in doc.${at}`, holds: has, fails: (document) => !has(document) }
  }),
  path.map(
    (at): Sample => ({
      text: `doc.${at}`,
      holds: (document) => leaves(document, at).includes(true),
      fails: (document) => leaves(document, at).some((leaf) => !leaf),
    }),
  ),
)

const { rule } = fc.letrec<{ rule: Sample }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    comparison,
    tie('rule').map((inner) => swapped(inner, `!(${inner.text})`)),
    fc.tuple(tie('rule'), tie('rule')).map(([left, right]) => ({
      text: `(${left.text}) && (${right.text})`,
      holds: (document: object) => left.holds(document) && right.holds(document),
      fails: (document: object) => left.fails(document) || right.fails(document),
    })),
    fc.tuple(tie('rule'), tie('rule')).map(([left, right]) => ({
      text: `(${left.text}) || (${right.text})`,
      holds: (document: object) => left.holds(document) || right.holds(document),
      fails: (document: object) => left.fails(document) && right.fails(document),
    })),
  ),
}))

const values = fc.array(scalar, { maxLength: 3 })
const operators: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.tuple(fc.constantFrom('$eq', '$ne'), scalar).map(([name, value]) => ({ [name]: value })),
  fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), bound).map(([name, value]) => ({ [name]: value })),
  fc.tuple(fc.constantFrom('$in', '$nin', '$all'), values).map(([name, list]) => ({ [name]: list })),
  fc.tuple(bound, scalar).map(([least, value]) => ({ $gte: least, $ne: value })),
  scalar.map((value) => ({ $elemMatch: { $eq: value } })),
  fc.boolean().map((there) => ({ $exists: there })),
)
const { filter } = fc.letrec<{ filter: Record<string, unknown> }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.tuple(path, scalar).map(([at, value]) => ({ [at]: value })),
    fc.tuple(path, operators).map(([at, condition]) => ({ [at]: condition })),
    fc.tuple(path, operators).map(([at, condition]) => ({ [at]: { $not: condition } })),
    fc.tuple(path, scalar, path, scalar).map(([at, value, other, more]) => ({ [at]: value, [other]: more })),
    fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('filter'), { minLength: 1, maxLength: 3 }))
      .map(([name, parts]) => ({ [name]: parts })),
  ),
}))

/** Every document over a few values, missing fields and arrays. */
const documents = (() => {
  const plain = [undefined, ...SCALARS, [], [1, 3], ['me', 'x'], [0, null], [true]]
  const nested = [
    undefined,
    1,
    { x: 1 },
    { x: 'me' },
    {},
    { x: [2, 'x'] },
    [],
    [{ x: 1 }, { x: 3 }],
    [{ x: 'me' }, {}],
    [4],
  ]
  const made: ({ _id: number } & Record<string, unknown>)[] = []
  for (const a of plain) {
    for (const b of plain) {
      for (const n of nested) {
        const fields = Object.entries({ a, b, n }).filter(([, value]) => value !== undefined)
        made.push({ _id: made.length, ...Object.fromEntries(fields) })
      }
    }
  }
  return made
})()

it('never passes a query that finds a document against the rule, over every document of a small world', async () => {
  let passed = 0
  await fc.assert(
    fc.asyncProperty(rule, filter, async (sample, query) => {
      if (!(await proven(sample.text, query))) return
      passed += 1
      const matches = compileFilter(query)
      const against = documents.find((document) => matches(document) && !sample.holds(document))
      expect(against).toBeUndefined()
    }),
    { numRuns: 20_000 },
  )
  expect(passed).toBeGreaterThan(500)
})
