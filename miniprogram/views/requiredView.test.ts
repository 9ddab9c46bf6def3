import type { Menu } from '@yundian/domain'
import { expect, it } from 'vitest'
import { menu } from '../testing/menu'
import { requiredView, withoutChoice } from './requiredView'

const asking: Menu = {
  ...menu,
  store: {
    ...menu.store,
    required: [
      { id: 'tea', name: '茶位', quantity: 2, per: 'order', dishes: ['tea'] },
      { id: 'noodle', name: '主食', quantity: 1, per: 'order', category: 'noodles' },
    ],
  },
}
const noon = { mode: 'dineIn' as const, at: Date.parse('2026-05-06T12:00:00+08:00') }
const tofu = { dish: 'tofu', spec: 'one', options: [], choices: [], quantity: 1 }

it('shows what a meal lacks, and takes by itself what leaves nothing to choose', () => {
  const lacking = requiredView(asking, [tofu], undefined, '', noon)
  expect(
    lacking.map(({ rule, missing, dishes }) => [rule, missing, dishes.map(({ id, simple }) => [id, simple])]),
  ).toEqual([
    ['tea', 2, [['tea', true]]],
    ['noodle', 1, [['dandan', false]]],
  ])
  expect(withoutChoice(lacking)).toEqual([{ dish: 'tea', quantity: 2 }])
})

it('asks for nothing that is sold out', () => {
  const soldOut = requiredView(asking, [tofu], { left: {}, off: { tea: true } } as never, '', noon)
  expect(soldOut.map(({ rule }) => rule)).toEqual(['noodle'])
})
