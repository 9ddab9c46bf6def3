import { describe, expect, it } from 'vitest'
import { hasRoom, slotAt, slotKey, slotStart, slotsOffered } from './slots.ts'

const store = {
  timeZone: 'Asia/Shanghai',
  dayCutoff: 240,
  openingHours: [
    { from: 660, to: 840 },
    { from: 1020, to: 1560 },
  ],
  later: { slotMinutes: 30, leadMinutes: 40, daysAhead: 0, orders: 2, workMinutes: 30 } as const,
}
const at = (time: string) => Date.parse(`2026-05-06T${time}+08:00`)

describe('slots for later', () => {
  it('begin after the lead, at whole slots, only while the store is open, until the business day ends', () => {
    const starts = slotsOffered(store, {}, at('12:05:30')).map(({ from }) => from)
    expect(starts.slice(0, 4)).toEqual([at('13:00:00'), at('13:30:00'), at('17:00:00'), at('17:30:00')])
    // The store closes at 02:00; that is still today's business day.
    expect(starts.at(-1)).toBe(at('12:00:00') + 13.5 * 3_600_000)
    expect(new Set(starts).size).toBe(starts.length)
  })

  it('reach into later days as far as the store allows', () => {
    const tomorrow = slotsOffered({ ...store, later: { ...store.later, daysAhead: 1 } }, {}, at('12:05:00'))
    expect(tomorrow.some(({ from }) => from === at('11:00:00') + 86_400_000)).toBe(true)
    expect(tomorrow.some(({ from }) => from === at('11:00:00') + 2 * 86_400_000)).toBe(false)
  })

  it('every slot that is offered can be taken, and nothing else can', () => {
    const now = at('10:12:00')
    const offered = new Set(slotsOffered(store, {}, now).map(({ from }) => from))
    for (let from = now - 3_600_000; from < now + 86_400_000; from += 300_000) {
      const taken = () => slotAt(store, from, now)
      if (offered.has(from)) expect(taken().to - from).toBe(1_800_000)
      else expect(taken).toThrowError(expect.objectContaining({ code: 'no_such_slot' }))
    }
    expect(() => slotAt({ ...store, later: undefined }, at('13:00:00'), now)).toThrowError()
  })

  it('are full by orders or by work; an order larger than a slot fits into an empty one only', () => {
    const rule = store.later
    expect(hasRoom(rule, undefined, 30)).toBe(true)
    expect(hasRoom(rule, { orders: 1, minutes: 20 }, 10)).toBe(true)
    expect(hasRoom(rule, { orders: 1, minutes: 20 }, 11)).toBe(false)
    expect(hasRoom(rule, { orders: 2, minutes: 0 }, 1)).toBe(false)
    expect(hasRoom(rule, undefined, 99)).toBe(true)
    expect(hasRoom(rule, { orders: 1, minutes: 1 }, 99)).toBe(false)
    const used = { [slotKey(at('13:00:00'))]: { orders: 2, minutes: 4 } }
    expect(slotsOffered(store, used, at('12:05:00'))[0]).toMatchObject({ from: at('13:00:00'), isFree: false })
  })

  it('have names that tell their beginning', () => {
    expect(slotStart(slotKey(at('13:00:00')))).toBe(at('13:00:00'))
    expect(slotKey(at('13:00:00'))).toMatch(/^s\d+$/)
  })
})
