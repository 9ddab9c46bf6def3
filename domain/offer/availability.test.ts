import { describe, expect, it } from 'vitest'
import type { OrderMode } from '../order.ts'
import { lineOf, menuOf } from '../testing/menu.ts'
import { notNow, whyNotNow } from './availability.ts'
import { isWithin, type MealPeriod } from './mealPeriod.ts'

const breakfast: MealPeriod = { id: 'breakfast', name: '早市', from: 360, to: 600 }
const supper: MealPeriod = { id: 'supper', name: '夜宵', from: 1260, to: 1560, weekdays: [5] }
const small: MealPeriod = { id: 'small', name: '凌晨', from: 0, to: 120, weekdays: [5] }

const menu = menuOf(
  [
    { id: 'milk', available: { periods: ['breakfast'] } },
    { id: 'crayfish', available: { periods: ['supper'] } },
    { id: 'porridge', available: { periods: ['small'] } },
    { id: 'qingtuan', available: { from: '2026-03-01', to: '2026-04-10' } },
    { id: 'pot', available: { modes: ['dineIn'] } },
    { id: 'rice' },
    { id: 'set' },
  ],
  { periods: [breakfast, supper, small] },
)

const why = (id: string, at: string, mode: OrderMode = 'dineIn') => {
  const dish = menu.dishes.find((candidate) => candidate.id === id)
  if (!dish) throw new Error(id)
  return whyNotNow(menu, dish, { at: Date.parse(`${at}+08:00`), mode })
}

describe('a dish of a meal period', () => {
  it('is sold from its first minute to before its last, by the clock of the store', () => {
    const asked = ['05:59:59', '06:00:00', '09:59:59', '10:00:00'].map((time) => why('milk', `2026-05-06T${time}`))
    expect(asked).toEqual(['period', undefined, undefined, 'period'])
  })

  it('of a Friday night is sold until two in the morning of Saturday, and not the night before', () => {
    expect(why('crayfish', '2026-05-08T22:00:00')).toBeUndefined()
    expect(why('crayfish', '2026-05-09T01:59:00')).toBeUndefined()
    expect(why('crayfish', '2026-05-09T02:00:00')).toBe('period')
    expect(why('crayfish', '2026-05-08T01:00:00')).toBe('period')
    expect(why('crayfish', '2026-05-09T22:00:00')).toBe('period')
  })

  it('that outlasts the business day ends when it says, still as the night before', () => {
    const late = { ...supper, to: 1800 }
    const place = menu.store
    const within = (at: string) => isWithin(late, Date.parse(`${at}+08:00`), place)
    expect(['05:59:00', '06:00:00'].map((time) => within(`2026-05-09T${time}`))).toEqual([true, false])
    expect(within('2026-05-08T05:00:00')).toBe(false)
  })

  it('of the small hours belongs to the business day before midnight', () => {
    expect(why('porridge', '2026-05-09T01:00:00')).toBeUndefined()
    expect(why('porridge', '2026-05-08T01:00:00')).toBe('period')
  })
})

describe('a dish of a season', () => {
  it('is sold on its first and through its last business day', () => {
    const asked = ['2026-03-01T03:59:00', '2026-03-01T04:00:00', '2026-04-11T03:59:00', '2026-04-11T04:00:00']
    expect(asked.map((at) => why('qingtuan', at))).toEqual(['season', undefined, undefined, 'season'])
  })
})

describe('a dish of one way to order', () => {
  it('is not sold in another', () => {
    expect(why('pot', '2026-05-06T12:00:00')).toBeUndefined()
    expect(why('pot', '2026-05-06T12:00:00', 'pickup')).toBe('mode')
  })
})

describe('a category with limits', () => {
  it('gives them to its dishes, where these have none of their own', () => {
    const limited = { ...menu, categories: [{ id: 'food', name: '', nameEn: '', available: { periods: ['supper'] } }] }
    const noon = { at: Date.parse('2026-05-06T08:00:00+08:00'), mode: 'dineIn' as const }
    const [milk, , , , , rice] = limited.dishes
    expect(milk && whyNotNow(limited, milk, noon)).toBeUndefined()
    expect(rice && whyNotNow(limited, rice, noon)).toBe('period')
  })
})

describe('notNow', () => {
  const noon = { at: Date.parse('2026-05-06T12:00:00+08:00'), mode: 'dineIn' as const }

  it('names the dish, its line, and when it is to be had', () => {
    expect(notNow(menu, [lineOf('rice'), lineOf('milk')], noon)?.details).toEqual({
      dish: 'milk',
      name: 'milk',
      field: 'lines.1.dish',
      why: 'period',
      when: { periods: [breakfast] },
    })
  })

  it('looks into set menus', () => {
    expect(notNow(menu, [lineOf('set', 1, ['rice'])], noon)).toBeUndefined()
    expect(notNow(menu, [lineOf('set', 1, ['rice', 'qingtuan'])], noon)?.details).toMatchObject({ dish: 'qingtuan' })
  })
})
