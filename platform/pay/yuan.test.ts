import { formatYuan } from '@yundian/domain'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fenOfYuan } from './yuan.ts'

it('reads every amount that the house writes as the same fen', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000_00, max: 10_000_000_00 }), (fen) => fenOfYuan(formatYuan(fen)) === fen),
  )
})

it.each([
  ['0.1', 10],
  ['12', 1200],
  ['1.10000', 110],
  ['-0.01', -1],
  ['0.29', 29],
])('reads %s as %i fen', (yuan, fen) => {
  expect(fenOfYuan(yuan)).toBe(fen)
})

it.each(['', '1.234', '1e3', '12.', '.5', '１２', '0x10', ' 1', '1,000.00', 'NaN'])(
  'takes "%s" for no amount',
  (yuan) => {
    expect(() => fenOfYuan(yuan)).toThrow(RangeError)
  },
)
