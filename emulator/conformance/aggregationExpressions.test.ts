import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from './codeOf.ts'
import * as arrays from './expressions/arrays.ts'
import * as dates from './expressions/dates.ts'
import { type Builders, DOCUMENT, MISSING } from './expressions/document.ts'
import * as logic from './expressions/logic.ts'
import * as numbers from './expressions/numbers.ts'
import * as texts from './expressions/texts.ts'
import { openTarget, type ServerDatabase, type Target } from './target.ts'

const GROUPS = [numbers, arrays, logic, dates, texts]
const casesOf = ($: Builders) =>
  Object.assign({}, ...GROUPS.map(({ cases }) => cases($))) as ReturnType<typeof texts.cases>
const refusalsOf = ($: Builders) =>
  Object.assign({}, ...GROUPS.map(({ refusals }) => refusals($))) as ReturnType<typeof texts.refusals>

let target: Target
let db: ServerDatabase

beforeAll(async () => {
  target = await openTarget()
  db = target.serverApp().database()
  await target.collection('expressions')
  await db.collection('expressions').add(DOCUMENT)
})
afterAll(() => target.close())

const evaluate = async (fields: Record<string, unknown>): Promise<Record<string, unknown>> => {
  const { data } = await db
    .collection('expressions')
    .aggregate()
    .project({ _id: 0, ...fields })
    .end()
  return data[0]
}

describe('expressions of aggregations', () => {
  test('every operator that the SDK can build has its cases here, or is refused with a reason', () => {
    const { pipeline: _, ...builders } = db.command.aggregate
    const covered = new Set([...Object.keys(casesOf(db.command.aggregate)), 'meta', 'addToSet', 'push'])
    expect(Object.keys(builders).filter((name) => !covered.has(name))).toEqual([])
  })

  test('answer what MongoDB answers', async () => {
    for (const [name, cases] of Object.entries(casesOf(db.command.aggregate))) {
      const made = await evaluate(Object.fromEntries(cases.map(([expression], at) => [`case${at}`, expression])))
      const expected = cases.flatMap(([, value], at) => (value === MISSING ? [] : [[`case${at}`, value]]))
      expect(made, name).toEqual(Object.fromEntries(expected))
    }
  })

  test('refuse wrong types and wrong numbers of arguments, instead of answering something', async () => {
    for (const [name, expressions] of Object.entries(refusalsOf(db.command.aggregate))) {
      for (const expression of expressions) {
        expect(await codeOf(evaluate({ value: expression })), `${name}: ${JSON.stringify(expression)}`).toBe(
          'DATABASE_REQUEST_FAILED',
        )
      }
    }
  })

  test('read paths through arrays, take no index in a path, and know the whole document', async () => {
    expect(
      await evaluate({
        inArrays: '$pairs.v',
        sparse: '$pairs.w',
        indexed: '$list.0',
        whole: '$$ROOT.deep.a.b',
        object: { a: '$n', b: '$absent', c: ['$absent'] },
        removed: '$$REMOVE',
      }),
    ).toEqual({ inArrays: [1, 2], sparse: [3], indexed: [], whole: 5, object: { a: 7, c: [null] } })
  })

  test('refuse unknown operators, two operators in one object, and paths that are none', async () => {
    for (const value of [{ $foo: 1 }, { $add: [1], $abs: 1 }, '$', '$a..b', '$$unknown', { a: { $add: [1], b: 2 } }]) {
      expect(await codeOf(evaluate({ value })), JSON.stringify(value)).toBe('DATABASE_REQUEST_FAILED')
    }
  })
})
