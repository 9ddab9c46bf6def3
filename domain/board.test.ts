import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restock, shortage } from './board.ts'
import type { Menu } from './menu.ts'

const menu = {
  dishes: [
    { id: 'tripe', name: '毛肚', daily: 50 },
    { id: 'brain', name: '脑花', daily: 3 },
    { id: 'rice', name: '米饭' },
  ],
} as unknown as Menu

describe('what the board cannot give', () => {
  it('is named with what is left', () => {
    const board = { left: { tripe: 2, brain: 3 }, off: {} }
    const refusal = shortage(board, menu, { all: { tripe: 3, rice: 9 }, limited: { tripe: 3 } })
    expect(refusal).toMatchObject({ code: 'sold_out', details: { dish: 'tripe', name: '毛肚', left: 2 } })
  })

  it('is a dish that is switched off, limited or not', () => {
    const board = { left: { tripe: 50 }, off: { rice: true as const } }
    expect(shortage(board, menu, { all: { rice: 1 }, limited: {} })).toMatchObject({
      details: { dish: 'rice', left: 0 },
    })
  })

  it('is nothing while enough is left', () => {
    expect(
      shortage({ left: { tripe: 3 }, off: {} }, menu, { all: { tripe: 3, rice: 99 }, limited: { tripe: 3 } }),
    ).toBeUndefined()
  })
})

describe('restocking', () => {
  it('leaves each limited dish with its daily portions, whatever was left', () => {
    fc.assert(
      fc.property(fc.record({ tripe: fc.nat(100), brain: fc.nat(100) }), (left) => {
        const change = restock({ left }, menu)
        expect(left.tripe + (change.tripe ?? 0)).toBe(50)
        expect(left.brain + (change.brain ?? 0)).toBe(3)
        expect(change).not.toHaveProperty('rice')
      }),
    )
  })
})
