import { describe, expect, it } from 'vitest'
import { effectsOf, legalMoves, mayMove, nextKitchenStep, orderStatuses } from './orderLife.ts'

const legal = [
  'placed→paid',
  'placed→cancelled',
  'billed→cooking',
  'billed→voided',
  'paid→cooking',
  'paid→closed',
  'paid→refunded',
  'cooking→ready',
  'cooking→refunded',
  'cooking→voided',
  'ready→served',
  'ready→refunded',
  'ready→voided',
  'served→closed',
  'served→refunded',
  'served→voided',
  'closed→refunded',
  'cancelled→paid',
  'cancelled→refunded',
]

describe('the life of an order', () => {
  for (const from of orderStatuses) {
    for (const to of orderStatuses) {
      const move = `${from}→${to}`
      it(`${legal.includes(move) ? 'allows' : 'refuses'} ${move}`, () => {
        expect(mayMove(from, to)).toBe(legal.includes(move))
      })
    }
  }

  it('I7: never leads back from the kitchen to unpaid, nor out of a finished order', () => {
    const reachable = (from: string, seen = new Set<string>()): Set<string> => {
      for (const to of legalMoves[from as keyof typeof legalMoves]) if (!seen.has(to)) reachable(to, seen.add(to))
      return seen
    }
    for (const status of ['billed', 'paid', 'cooking', 'ready', 'served', 'closed', 'voided', 'refunded']) {
      expect([...reachable(status)]).not.toContain('placed')
    }
    expect([...reachable('refunded'), ...reachable('closed')]).toEqual(['refunded'])
  })

  it('gives the kitchen only legal steps', () => {
    for (const status of orderStatuses) {
      const step = nextKitchenStep(status)
      if (step) expect(mayMove(status, step)).toBe(true)
    }
  })

  it('makes a paid order owe settlement, ticket and points, and a cancelled one its portions', () => {
    expect(effectsOf('paid')).toEqual(['settle', 'ticket', 'points', 'parts', 'webhook'])
    expect(effectsOf('cancelled')).toEqual(['release', 'parts'])
    expect(effectsOf('billed')).toEqual(['settle', 'ticket'])
  })
})
