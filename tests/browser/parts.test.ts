import { afterAll, beforeAll, expect, it } from 'vitest'
import { openVisit, type Visit } from './phones.ts'

let visit: Visit
beforeAll(async () => {
  visit = await openVisit()
})
afterAll(() => visit.close())

it('a diner pays a part with his stored value, the rest by WeChat, and sees both on the order', async () => {
  const at = new Date(visit.cloud.clock.now())
  const saved = { _id: 'topUp:vera', diner: 'vera', store: 'shu', kind: 'topUp', order: 'earlier', fen: 1000, at }
  await visit.cloud.database.insert('valueEntries', [saved])
  const phone = await visit.phone('vera', 'pages/menu/menu?table=A5')
  await phone.tap('category-beef')
  await phone.tap('add-beefneck')
  await phone.tap('cart-open')
  await phone.tap('sheet-checkout')
  await phone.at('part-value').waitFor()
  const before = Number(await phone.read('total').then((text) => text.replace(/[^\d.]/g, '')))
  await phone.tap('part-value')
  const total = async () => Number((await phone.read('total')).replace(/[^\d.]/g, ''))
  await expect.poll(total).toBe(before - 10)
  await phone.picture('checkout-parts')
  await phone.tap('place-order')
  await phone.at('pay-success').waitFor()
  await phone.tap('pay-success')
  await phone.at('paid-paid').waitFor()
  await phone.tap('open-order')
  await phone.at('part-fact').waitFor()
  expect(await phone.read('part-fact')).toContain('10')
  await phone.picture('order-parts')
  await visit.cloud.idle()
  const me = await visit.phone('vera', 'pages/me/me')
  await expect.poll(() => me.read('points'), { timeout: 10_000 }).not.toBe('—')
  expect(await phone.troubles()).toEqual([])
})
