import { categoryDocument, dishDocument, staffDocument, storeDocument, tableDocument } from '@yundian/contract'
import { describe, expect, it } from 'vitest'
import { demoRestaurant } from './restaurant.ts'

const { store, tables, categories, dishes, staff } = demoRestaurant

const repeated = (ids: readonly string[]) => ids.filter((id, i) => ids.indexOf(id) !== i)

describe('the demo restaurant', () => {
  it('fits the documents of the contract', () => {
    const problems = [
      storeDocument.safeParse(store),
      ...tables.map((table) => tableDocument.safeParse(table)),
      ...categories.map((category) => categoryDocument.safeParse(category)),
      ...dishes.map((dish) => dishDocument.safeParse(dish)),
      ...staff.map((person) => staffDocument.safeParse(person)),
    ].flatMap((parsed) => parsed.error?.issues ?? [])
    expect(problems).toEqual([])
  })

  it('is as large as a real house: 60 dishes in 8 categories, 12 tables in two areas, two set menus, six limited dishes', () => {
    expect(dishes.length).toBeGreaterThanOrEqual(64)
    expect(categories.length).toBeGreaterThanOrEqual(8)
    expect(tables).toHaveLength(12)
    expect(new Set(tables.map((table) => table.area)).size).toBe(2)
    expect(dishes.filter((dish) => dish.parts)).toHaveLength(2)
    expect(dishes.filter((dish) => dish.daily !== undefined).length).toBeGreaterThanOrEqual(6)
  })

  it('gives every document, spec, option and part an id of its own', () => {
    expect(repeated(dishes.map((dish) => dish._id))).toEqual([])
    expect(repeated(categories.map((category) => category._id))).toEqual([])
    expect(repeated(tables.map((table) => table._id))).toEqual([])
    for (const dish of dishes) {
      expect(repeated(dish.specs.map((spec) => spec.id))).toEqual([])
      expect(repeated(dish.optionGroups.map((group) => group.id))).toEqual([])
      expect(repeated(dish.parts?.map((part) => part.id) ?? [])).toEqual([])
      for (const group of dish.optionGroups) expect(repeated(group.options.map((option) => option.id))).toEqual([])
    }
  })

  it('names every dish differently, in one line of at most 24 characters', () => {
    expect(repeated(dishes.map((dish) => dish.name))).toEqual([])
    expect(repeated(dishes.map((dish) => dish.nameEn))).toEqual([])
    expect(dishes.filter((dish) => dish.story.length >= 24)).toEqual([])
  })

  it('puts every dish in a category that exists, and leaves no category empty', () => {
    expect(new Set(dishes.map((dish) => dish.category))).toEqual(new Set(categories.map((category) => category._id)))
  })

  it('can fill every choice: no group asks for more options than it has, no set part for more dishes', () => {
    for (const dish of dishes) {
      for (const group of dish.optionGroups) {
        expect(group.min).toBeLessThanOrEqual(group.max)
        expect(group.max).toBeLessThanOrEqual(group.options.length)
      }
      for (const part of dish.parts ?? []) expect(part.choose).toBeLessThanOrEqual(part.from.length)
    }
  })

  it('makes set menus of single dishes that exist', () => {
    const single = new Set(dishes.filter((dish) => !dish.parts).map((dish) => dish._id))
    const chosen = dishes.flatMap((dish) => dish.parts ?? []).flatMap((part) => part.from.map(({ dish }) => dish))
    expect(chosen.filter((dish) => !single.has(dish))).toEqual([])
  })
})
