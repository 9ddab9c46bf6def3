import { expect, it } from 'vitest'
import { Clock } from './clock.ts'

it('advances by exactly what is asked, however often and however long it takes', () => {
  const clock = new Clock('2026-11-22T09:00:00Z')
  const start = clock.offsetMs
  for (let jump = 0; jump < 20_000; jump++) clock.advance(1_000)
  expect(clock.offsetMs - start).toBe(20_000_000)
})

it('refuses to leave the years that can be written as a date, and stays where it is', () => {
  const clock = new Clock('2026-11-22T09:00:00Z')
  const offset = clock.offsetMs
  expect(() => clock.advance(Date.UTC(10_000, 0))).toThrow(expect.objectContaining({ code: 'INVALID_PARAM' }))
  expect(() => clock.set(-1)).toThrow(expect.objectContaining({ code: 'INVALID_PARAM' }))
  expect(clock.offsetMs).toBe(offset)
})
