import { expect, it } from 'vitest'
import type { Order } from '../order.ts'
import { addEntryUse, addOrderUse } from './ingredientUse.ts'

it('tells of an ingredient what orders used by their recipes, and what came, went and was found otherwise', () => {
  const order = { demand: { Iflour: 300, tripe: 2 }, refunds: { r1: { restock: { Iflour: 100, tripe: 1 } } } }
  let uses = addOrderUse({}, order as unknown as Order)
  uses = addEntryUse(uses, { ingredient: 'flour', kind: 'delivery', quantity: 1000 })
  uses = addEntryUse(uses, { ingredient: 'flour', kind: 'waste', quantity: -50 })
  uses = addEntryUse(uses, { ingredient: 'flour', kind: 'count', quantity: -20 })
  expect(uses).toEqual({ flour: { used: 200, delivered: 1000, wasted: 50, difference: -20 } })
})
