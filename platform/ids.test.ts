import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashId } from './ids.ts'

describe('A13: an order’s number', () => {
  it('is the same for the same diner and key, and tells nothing of its neighbours', () => {
    const keys = Array.from({ length: 2000 }, (_, at) => `key-${String(at).padStart(8, '0')}`)
    const ids = keys.map((key) => hashId('ann', key))
    expect(ids).toEqual(keys.map((key) => hashId('ann', key)))
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
    // Of 32 characters, neighbours share about two by chance; a counter would share most.
    const shared = ids.slice(1).map((id, at) => [...id].filter((digit, place) => digit === ids[at]?.[place]).length)
    expect(Math.max(...shared)).toBeLessThan(16)
  })

  it('R14: is one that every pay platform takes', () => {
    // WeChat Pay: at most 32 of letters, digits, "_" and "-"; Alipay: at most 64 of letters, digits and "_".
    fc.assert(fc.property(fc.string(), fc.string(), (diner, key) => /^[0-9A-Za-z_]{1,32}$/.test(hashId(diner, key))))
  })

  it('A6: of one diner is never that of another, whatever key he makes up', () => {
    const text = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(text, text, text, text, (diner, key, other, otherKey) => {
        const isSame = diner === other && key === otherKey
        expect(hashId(diner, key) === hashId(other, otherKey)).toBe(isSame)
      }),
    )
  })
})
