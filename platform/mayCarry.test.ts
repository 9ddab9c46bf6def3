import { describe, expect, it } from 'vitest'
import { mayCarry } from './mayCarry.ts'
import { _ } from './records.ts'

const absentOr = (value: unknown) => _.or(_.exists(false), _.eq(value))

describe('a filter', () => {
  it('is refused with an "or" on two fields, by the names of the fields: the SDK would ask for either', () => {
    expect(() => mayCarry({ _id: 'a', bill: absentOr(1), moves: absentOr(2) })).toThrow(/bill, moves/)
    expect(() => mayCarry({ bill: _.exists(false).or(_.eq(1)), moves: absentOr(2) })).toThrow(/bill, moves/)
    expect(() => mayCarry(_.and([{ _id: 'a' }, { bill: absentOr(1), moves: absentOr(2) }]) as never)).toThrow(/bill/)
  })

  it('passes with one, with any of whole conditions, and with data that looks like one', () => {
    const filters = [
      { _id: 'a', bill: absentOr(1), moves: _.not(_.gt(2)) },
      _.and([{ bill: absentOr(1) }, { moves: absentOr(2) }]),
      _.and([{ bill: absentOr(1) }, _.or([{ moves: 1 }, { moves: _.exists(false) }])]),
      { bill: { operator: 'or', operands: [] }, moves: { operator: 'or', operands: [] } },
    ]
    for (const filter of filters) expect(mayCarry(filter as never)).toBe(filter)
  })
})
