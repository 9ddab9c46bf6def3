import { describe, expect, it } from 'vitest'
import { lineOf, menuOf } from '../testing/menu.ts'
import { missingRequired, type RequiredRule, requiredRefusal } from './requiredItems.ts'

const pot: RequiredRule = { id: 'pot', name: '锅底', quantity: 1, per: 'order', category: 'pots', oncePerSitting: true }
const tea: RequiredRule = { id: 'tea', name: '茶位', quantity: 1, per: 'person', dishes: ['tea', 'water'] }

const menuWith = (...required: RequiredRule[]) =>
  menuOf(
    [
      { id: 'tallow', category: 'pots' },
      { id: 'tomato', category: 'pots' },
      { id: 'tea' },
      { id: 'water' },
      { id: 'beef' },
      { id: 'set' },
      { id: 'soy', available: { modes: ['pickup'] } },
    ],
    { required },
  )

const noon = { at: Date.parse('2026-05-06T12:00:00+08:00'), mode: 'dineIn' as const }

describe('a required item', () => {
  it('is missed by name, with the dishes that would do', () => {
    expect(requiredRefusal(menuWith(pot), [lineOf('beef')], noon)).toMatchObject({
      code: 'required_missing',
      details: { rule: 'pot', name: '锅底', missing: 1, dishes: ['tallow', 'tomato'] },
    })
    expect(requiredRefusal(menuWith(pot), [lineOf('beef'), lineOf('tomato')], noon)).toBeUndefined()
  })

  it('for each person is asked once a head, of whichever dish', () => {
    const four = { ...noon, people: 4 }
    const lines = [lineOf('tea', 2), lineOf('water')]
    expect(missingRequired(menuWith(tea), lines, four)).toMatchObject([{ rule: 'tea', missing: 1 }])
    expect(missingRequired(menuWith(tea), [...lines, lineOf('water')], four)).toEqual([])
    expect(missingRequired(menuWith(tea), [lineOf('beef')], noon)).toMatchObject([{ missing: 1 }])
  })

  it('counts inside set menus, as often as these are ordered', () => {
    expect(missingRequired(menuWith(tea), [lineOf('set', 2, ['tea'])], { ...noon, people: 2 })).toEqual([])
  })

  it('once a sitting need not come again with a later batch; otherwise it must', () => {
    const later = { ...noon, addsToMeal: true }
    expect(missingRequired(menuWith(pot), [lineOf('beef')], later)).toEqual([])
    expect(missingRequired(menuWith(tea), [lineOf('beef')], later)).toHaveLength(1)
  })

  it('is asked for only in the ways to order that the rule names', () => {
    const dineInOnly = menuWith({ ...pot, modes: ['dineIn'] })
    expect(missingRequired(dineInOnly, [lineOf('beef')], { ...noon, mode: 'pickup' })).toEqual([])
  })

  it('that nobody can have is asked of nobody: sold out, or not sold on this occasion', () => {
    const soldOut = ['tallow', 'tomato']
    expect(missingRequired(menuWith(pot), [lineOf('beef')], { ...noon, soldOut })).toEqual([])
    expect(missingRequired(menuWith(pot), [lineOf('beef')], { ...noon, soldOut: ['tallow'] })).toMatchObject([
      { dishes: ['tomato'] },
    ])
    const soy: RequiredRule = { id: 'soy', name: '豆浆', quantity: 1, per: 'order', dishes: ['soy'] }
    expect(missingRequired(menuWith(soy), [lineOf('beef')], noon)).toEqual([])
  })
})
