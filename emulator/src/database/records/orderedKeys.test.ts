import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareValues } from '../ordering.ts'
import { type Direction, headLength, orderedKey, typeInterval } from './orderedKeys.ts'

const text = fc.string({
  unit: fc.constantFrom('a', 'b', '\0', '\u0001', '\uffff', '\ufffe', '面', '🍜', '\ue000', '\ud800'),
})
const number = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }))
const date = fc.integer({ min: -8e15, max: 8e15 }).map((ms) => new Date(ms))
const scalar = fc.oneof(fc.constant(null), number, text, fc.boolean(), date)
const direction = fc.constantFrom<Direction>(1, -1)

const order = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)

test('keys of several fields sort as the values do, each field up or down', () => {
  const pair = fc.tuple(scalar, scalar, direction)
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 3 }), (fields) => {
      const [a, b] = [0, 1].map((side) => fields.map((field) => orderedKey(field[side], field[2])).join(''))
      const first = fields.map(([x, y, up]) => compareValues(x, y) * up).find((difference) => difference !== 0) ?? 0
      expect(order(a!, b!)).toBe(Math.sign(first))
    }),
    { numRuns: 2000 },
  )
})

test('the head of a key is as long as the keys of its first fields, whatever follows', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(scalar, direction), { maxLength: 3 }), text, (fields, rest) => {
      const head = fields.map(([value, up]) => orderedKey(value, up)).join('')
      expect(
        headLength(
          head + rest,
          fields.map(([, up]) => up),
        ),
      ).toBe(head.length)
    }),
  )
})

test('the interval of a type holds its values and no others', () => {
  fc.assert(
    fc.property(scalar, scalar, direction, (value, other, up) => {
      const [from, to] = typeInterval(value, up)
      const key = orderedKey(other, up)
      const isSameType = value === null ? other === null : other !== null && typeof value === typeof other
      expect(key >= from && key < to).toBe(isSameType)
    }),
  )
})
