import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatYuan } from './money.ts'
import { showPickupNumber } from './pickupNumber.ts'
import { pointsFor } from './points.ts'

it('writes every whole number of fen as yuan with two decimals, and loses none', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (fen) => {
      const text = formatYuan(fen)
      expect(text).toMatch(/^-?\d+\.\d\d$/)
      expect(Math.round(Number(text) * 100)).toBe(fen)
    }),
  )
})

it('gives points for whole yuan only', () => {
  expect([0, 99, 100, 199, 19_900].map((fen) => pointsFor(fen, 1))).toEqual([0, 0, 1, 1, 199])
  expect(pointsFor(250, 10)).toBe(20)
})

it('shows pickup numbers with at least three digits', () => {
  expect([1, 42, 1234].map(showPickupNumber)).toEqual(['001', '042', '1234'])
})
