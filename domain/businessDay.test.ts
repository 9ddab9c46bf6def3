import { describe, expect, it } from 'vitest'
import { businessDayOf, businessDaysBefore, isOpen, wechatTime } from './businessDay.ts'

const at = (iso: string) => Date.parse(iso)

describe('the business day', () => {
  const cases: [string, string, string][] = [
    ['2026-05-06T03:59:59+08:00', 'Asia/Shanghai', '2026-05-05'],
    ['2026-05-06T04:00:00+08:00', 'Asia/Shanghai', '2026-05-06'],
    ['2026-05-07T00:30:00+08:00', 'Asia/Shanghai', '2026-05-06'],
    ['2026-05-06T03:30:00-07:00', 'America/Los_Angeles', '2026-05-05'],
    ['2026-03-08T12:00:00Z', 'America/New_York', '2026-03-08'],
    ['2026-05-06T04:30:00+01:00', 'Europe/London', '2026-05-06'],
  ]
  for (const [instant, timeZone, day] of cases) {
    it(`of ${instant} in ${timeZone} is ${day}`, () => {
      expect(businessDayOf(at(instant), { timeZone, dayCutoff: 240 })).toBe(day)
    })
  }

  it('before the first of March is the last of February', () => {
    const place = { timeZone: 'Asia/Shanghai', dayCutoff: 240 }
    expect(businessDaysBefore(at('2028-03-01T12:00:00+08:00'), place, 2)).toEqual(['2028-02-29', '2028-02-28'])
  })
})

describe('opening hours', () => {
  const store = {
    timeZone: 'Asia/Shanghai',
    openingHours: [
      { from: 630, to: 870 },
      { from: 990, to: 1560 },
    ],
  }
  const cases: [string, boolean][] = [
    ['10:29', false],
    ['10:30', true],
    ['14:29', true],
    ['14:30', false],
    ['23:59', true],
    ['01:59', true],
    ['02:00', false],
  ]
  for (const [time, open] of cases) {
    it(`at ${time} the store is ${open ? 'open' : 'closed'}, also past midnight`, () => {
      expect(isOpen(at(`2026-05-06T${time}:00+08:00`), store)).toBe(open)
    })
  }
})

it('writes an instant as WeChat Pay does, in Beijing', () => {
  expect(wechatTime(at('2026-05-05T20:04:05Z'))).toBe('20260506040405')
})
