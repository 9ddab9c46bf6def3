import { describe, expect, it } from 'vitest'
import { visitFrom } from './visit'

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
