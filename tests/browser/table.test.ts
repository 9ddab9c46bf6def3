import { afterAll, beforeAll, expect, it } from 'vitest'
import { sceneOf } from '../../platform/tables/scene.ts'
import { demoEnvironment } from '../../scripts/demoEnvironment.ts'
import { openVisit, type Phone, type Visit } from './phones.ts'

let visit: Visit
beforeAll(async () => {
  visit = await openVisit()
}, 90_000)
afterAll(() => visit.close())

const atTable = (table: string) => `pages/menu/menu?scene=${sceneOf('shulane', table, demoEnvironment.TABLE_KEY)}`
const shows = (phone: Phone, testId: string, text: string) => phone.at(testId).filter({ hasText: text }).waitFor()

it('shows on every phone at a table what the others choose, orders it once, and rings on the map of the tables', async () => {
  const ann = await visit.phone('ann', atTable('A5'))
  await shows(ann, 'where', 'A5')
  const bob = await visit.phone('bob', atTable('A5'))
  await shows(bob, 'party', '我')

  await ann.tap('category-staples')
  await ann.tap('add-rice')
  await ann.tap('add-rice')
  await shows(bob, 'cart-count', '2')
  await bob.tap('category-staples')
  await bob.tap('add-rice')
  await shows(ann, 'cart-count', '3')
  await ann.picture('table-menu')

  await bob.tap('where')
  await shows(bob, 'table-name', 'A5')
  await bob.picture('table-cart')
  await bob.tap('show-mine')
  await shows(bob, 'order-table', '只下我的')
  await bob.tap('show-all')
  await bob.tap('order-table')
  await shows(bob, 'order-status', '待付款')
  await ann.at('cart-count').waitFor({ state: 'hidden' })

  await ann.tap('where')
  await ann.tap('ring-waiter')
  await shows(ann, 'ring-waiter', '已叫人')
  await ann.picture('table-ordered')

  const waiter = await visit.phone('waiter', 'staff/tables/tables')
  await shows(waiter, 'floor-A5', '叫人')
  await waiter.picture('tables-map')
  await waiter.tap('floor-A5')
  await waiter.tap('answer-waiter')
  await shows(ann, 'ring-waiter', '叫服务员')
  await waiter.picture('tables-sheet')
  await waiter.tap('act-transfer')
  await waiter.tap('pick-B1')
  await shows(ann, 'table-name', 'B1')
  for (const phone of [ann, bob, waiter]) expect(await phone.troubles()).toEqual([])
}, 60_000)
