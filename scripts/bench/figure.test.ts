import { expect, it } from 'vitest'
import { holds, median } from './figure.ts'

it('holds a figure to its bound, and refuses a bound that it does not know', () => {
  const figure = { name: 'n', value: 2, unit: '' }
  expect(['= 2', '<= 2', '>= 2', undefined].every((bound) => holds({ ...figure, bound }))).toBe(true)
  expect(['= 3', '<= 1.9', '>= 2.1'].some((bound) => holds({ ...figure, bound }))).toBe(false)
  expect(() => holds({ ...figure, bound: '~ 2' })).toThrow()
})

it('takes the middle one of the values', () => {
  expect(median([9, 1, 5])).toBe(5)
})
