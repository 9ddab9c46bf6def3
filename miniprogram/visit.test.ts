import { describe, expect, it } from 'vitest'
import { toGo, visitFrom } from './visit'

describe('visitFrom', () => {
  it('takes the table from the query or from the scene of a mini-program code', () => {
    const atTable = { mode: 'dineIn', table: 'A5' }
    expect(visitFrom({ table: 'A5' })).toEqual(atTable)
    expect(visitFrom({ scene: 'A5' })).toEqual(atTable)
    expect(visitFrom({ scene: encodeURIComponent('table=A5') })).toEqual(atTable)
  })

  it('is no visit to a table without a well-formed one', () => {
    expect(visitFrom({})).toBeUndefined()
    expect(visitFrom({ table: 'a 5' })).toBeUndefined()
    expect(visitFrom({ scene: 'from=poster' })).toBeUndefined()
    expect(visitFrom({ scene: '%E0%A4%A' })).toBeUndefined()
  })
})

describe('toGo', () => {
  const slot = { from: 1_788_300_000_000, to: 1_788_301_800_000 }
  const address = { text: '春熙路 1 号', latitude: 30.6, longitude: 104 }

  it('forgets the slot of a diner who changes between pickup and delivery, or stands up from a table', () => {
    expect(toGo({ mode: 'pickup', slot }, { mode: 'delivery', address })).toEqual({ mode: 'delivery', address })
    expect(toGo({ mode: 'delivery', address, slot }, { mode: 'pickup' })).toEqual({ mode: 'pickup' })
    expect(toGo({ mode: 'dineIn', table: 'A5', people: 2 }, { mode: 'pickup' })).toEqual({ mode: 'pickup' })
  })

  it('keeps it where only the address changes', () => {
    const elsewhere = { ...address, text: '人民南路 2 号' }
    const moved = toGo({ mode: 'delivery', address, slot }, { mode: 'delivery', address: elsewhere })
    expect(moved).toEqual({ mode: 'delivery', address: elsewhere, slot })
  })
})
