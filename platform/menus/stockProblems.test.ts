import type { DishDocument } from '@yundian/contract'
import { expect, it } from 'vitest'
import type { EditedMenu } from './publishMenu.ts'
import { problemsOfStock } from './stockProblems.ts'

const rice = {
  _id: 'rice',
  specs: [{ id: 'one', name: '份', fen: 100, recipe: [{ ingredient: 'grain', quantity: 100 }] }],
  optionGroups: [
    { id: 'a', name: 'A', min: 0, max: 1, options: [{ id: 'egg', name: '蛋', fen: 0, daily: 3 }] },
    { id: 'b', name: 'B', min: 0, max: 1, options: [{ id: 'ham', name: '火腿', fen: 0 }] },
  ],
} as unknown as DishDocument
const menu = { dishes: [rice, { _id: 'tea' }], ingredients: [{ _id: 'grain' }] } as unknown as EditedMenu
const fieldsOf = (more: Partial<DishDocument>) => problemsOfStock({ ...rice, ...more }, menu).map(({ field }) => field)

it('finds what cannot be counted, made or offered in a dish', () => {
  expect(fieldsOf({ daily: 3, instead: ['tea'] })).toEqual([])
  expect(fieldsOf({ daily: 3, perPeriod: 2 })).toEqual(['perPeriod'])
  expect(fieldsOf({ recipe: [{ ingredient: 'gold', quantity: 1 }] })).toEqual(['recipe'])
  expect(fieldsOf({ instead: ['rice', 'nothing'] })).toEqual(['instead', 'instead'])
  const twice = rice.optionGroups.map((group) => ({ ...group, options: rice.optionGroups[0]?.options ?? [] }))
  expect(fieldsOf({ optionGroups: twice })).toContain('optionGroups')
})
