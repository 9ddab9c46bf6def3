import { describe, expect, it } from 'vitest'
import { menu } from '../testing/menu'
import { reservableDays } from './reservable'

const store = {
  ...menu.store,
  timeZone: 'Asia/Shanghai',
  dayCutoff: 240,
  openingHours: [{ from: 660, to: 840 }],
  reservations: { slotMinutes: 30 as const, stayMinutes: 90, leadMinutes: 60, daysAhead: 1 },
}

describe('the times that can be reserved', () => {
  it('are those of the open hours, not sooner than the lead and not later than the last day', () => {
    const days = reservableDays(store, Date.parse('2026-05-07T11:10:00+08:00'))
    expect(days.map(({ day, times }) => [day, times.map(({ word }) => word)])).toEqual([
      ['2026-05-07', ['12:30', '13:00', '13:30']],
      ['2026-05-08', ['11:00', '11:30', '12:00', '12:30', '13:00', '13:30']],
    ])
  })

  it('leave out a day without any, and are none where tables are not reserved', () => {
    const evening = Date.parse('2026-05-07T20:00:00+08:00')
    expect(reservableDays(store, evening).map(({ day }) => day)).toEqual(['2026-05-08'])
    expect(reservableDays({ ...store, reservations: undefined } as typeof menu.store, evening)).toEqual([])
  })
})
