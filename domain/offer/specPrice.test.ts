import { expect, it } from 'vitest'
import { specFen } from './specPrice.ts'

const spec = { id: 'one', name: '份', fen: 1000, fenBy: { pickup: 900, member: 950 } }

it('a spec costs the price of the way it is ordered, and a member never more than anybody', () => {
  expect(specFen(spec, { mode: 'dineIn' })).toBe(1000)
  expect(specFen(spec, { mode: 'pickup' })).toBe(900)
  expect(specFen(spec, { mode: 'dineIn', member: true })).toBe(950)
  expect(specFen(spec, { mode: 'pickup', member: true })).toBe(900)
  expect(specFen({ id: 'one', name: '份', fen: 1000 }, { mode: 'pickup', member: true })).toBe(1000)
})
