import { afterAll, beforeAll, expect, it } from 'vitest'
import { sceneOf } from '../../platform/tables/scene.ts'
import { demoEnvironment } from '../../scripts/demoEnvironment.ts'
import { openVisit, type Phone, type Visit } from './phones.ts'

let visit: Visit
beforeAll(async () => {
  visit = await openVisit()
  const later = { $set: { payment: 'later', fees: { tea: { perHeadFen: 300 } } } }
  await visit.cloud.database.update('stores', {}, later, { multi: false })
  await visit.cloud.idle()
}, 90_000)
afterAll(() => visit.close())

const atTable = `pages/menu/menu?scene=${sceneOf('shulane', 'A5', demoEnvironment.TABLE_KEY)}`
const shows = (phone: Phone, testId: string, text: string) => phone.at(testId).filter({ hasText: text }).waitFor()

it('shows a party its bill, lets each pay his part on his phone, and frees the table with the last', async () => {
  const ann = await visit.phone('ann', atTable)
  await shows(ann, 'where', 'A5')
  const bob = await visit.phone('bob', atTable)
  await shows(bob, 'party', '我')
  for (const phone of [ann, bob]) await phone.tap('category-staples')
  await ann.tap('add-rice')
  await bob.tap('add-rice')
  await shows(ann, 'cart-count', '2')
  await ann.tap('where')
  await ann.tap('order-table')
  await ann.tap('open-bill')
  await shows(ann, 'bill-total', '1')
  await ann.picture('bill-open')
  await ann.tap('way-each')
  await ann.tap('divide')
  await shows(ann, 'share-state-s1', '待付')
  await ann.picture('bill-shares')

  const waiter = await visit.phone('waiter', 'staff/tables/tables')
  await waiter.tap('floor-A5')
  await waiter.tap('act-bill')
  await shows(waiter, 'staff-share-state-s1', '待付')
  await waiter.picture('staff-bill')

  await ann.tap('pay-share-s1')
  await ann.tap('pay-success')
  await shows(ann, 'share-state-s1', '已付')
  await ann.page.locator('[data-testid="pay-share-s2"]:not(.off)').last().click()
  await ann.tap('pay-success')
  await ann.at('bill-closed').waitFor()
  await ann.picture('bill-closed')
  await shows(waiter, 'staff-bill-closed', '已结清')
  for (const phone of [ann, bob, waiter]) expect(await phone.troubles()).toEqual([])
}, 60_000)
