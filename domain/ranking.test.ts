import { expect, it } from 'vitest'
import { rankDishes } from './ranking.ts'

const day = (...sold: [string, number, number][]) => ({
  dishes: sold.map(([dish, quantity, fen]) => ({ dish, name: dish, quantity, fen })),
})

it('ranks dishes by the portions of all days, then by what they brought, then by id, ten at most', () => {
  expect(rankDishes([day(['rice', 3, 900], ['tea', 4, 2000]), day(['rice', 2, 600], ['pot', 5, 9000])])).toEqual([
    'pot',
    'rice',
    'tea',
  ])
  expect(rankDishes([day(['b', 1, 5], ['a', 1, 5])])).toEqual(['a', 'b'])
  expect(
    rankDishes([day(...Array.from({ length: 12 }, (_, at): [string, number, number] => [`d${at}`, 1, at]))]),
  ).toHaveLength(10)
  expect(rankDishes([])).toEqual([])
})
