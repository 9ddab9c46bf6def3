import { describe, expect, it } from 'vitest'
import type { ConditionRule } from '../project/project.ts'
import { meets } from './condition.ts'

const doc = { _id: '1', status: 'paid', total: { fen: 300 }, note: null, open: true }
const rule = (field: string, operator: ConditionRule['operator'], value: ConditionRule['value']): ConditionRule => ({
  field,
  operator,
  value,
})

describe('a trigger condition', () => {
  it.each([
    [rule('status', '=', 'paid'), true],
    [rule('status', '!=', 'paid'), false],
    [rule('missing', '!=', 'paid'), true],
    [rule('missing', '=', null), false],
    [rule('note', '=', null), true],
    [rule('open', '=', true), true],
    [rule('total.fen', '>', 299), true],
    [rule('total.fen', '>=', 300), true],
    [rule('total.fen', '<', 300), false],
    [rule('total.fen', '<=', 300), true],
    [rule('total.fen', '>', '2'), false],
    [rule('status', '>', 'open'), true],
    [rule('status.length', '=', 4), false],
  ])('%o holds: %s', (single, holds) => {
    expect(meets(doc, { match: 'all', rules: [single] })).toBe(holds)
  })

  it('asks for all of its rules, or any', () => {
    const rules = [rule('status', '=', 'paid'), rule('open', '=', false)]
    expect(meets(doc, { match: 'all', rules })).toBe(false)
    expect(meets(doc, { match: 'any', rules })).toBe(true)
    expect(meets(doc, undefined)).toBe(true)
  })
})
