import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVisit, type Phone, type Visit } from './phones.ts'

const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 10_000 })

let visit: Visit
beforeAll(async () => {
  visit = await openVisit()
})
afterAll(() => visit.close())

const text = async (phone: Phone, testId: string) => ((await phone.at(testId).textContent()) ?? '').trim()
const chinese = /[\u4e00-\u9fff]/

describe('i18n', () => {
  it('shows menu, dish, cart, checkout and orders in English once a diner chose it on his page, for the same price', async () => {
    const phone = await visit.phone('mary', 'pages/me/me')
    await phone.tap('language')
    await eventually(() => text(phone, 'language')).toContain('Language')
    await phone.page.reload()
    await eventually(() => text(phone, 'language')).toContain('Language')

    expect(await phone.page.locator('text=My orders').count()).toBeGreaterThan(0)
    await phone.page.goto(phone.page.url().replace(/#.*/, '#/pages/menu/menu?table=A5'))
    await phone.page.reload()
    await eventually(() => text(phone, 'where')).toContain('Table A5')
    expect(await text(phone, 'category-noodles')).not.toMatch(chinese)
    await phone.tap('category-noodles')
    await phone.tap('add-dandan')
    expect(await text(phone, 'sheet-name')).not.toMatch(chinese)
    expect(await text(phone, 'sheet-add')).toMatch(/^Choose/)
    await phone.picture('dish-english')
    await phone.tap('sheet-close')
    await phone.tap('category-staples')
    await phone.tap('add-rice')
    expect(await text(phone, 'checkout')).toBe('Check out')
    await phone.picture('menu-english')
    const total = await phone.read('cart-total')
    await phone.tap('checkout')
    expect(await text(phone, 'place-order')).toContain('Order and pay')
    expect(await text(phone, 'promise')).toContain('at your table')
    expect(await text(phone, 'line-rice')).not.toMatch(chinese)
    expect(await phone.read('total')).toBe(total)
    await phone.picture('checkout-english')
    await phone.tap('place-order')
    await eventually(async () => (await ownOrder())?.totalFen).toBe(Math.round(Number(total.replace('¥', '')) * 100))

    const id = (await ownOrder())?._id ?? ''
    await phone.page.goto(phone.page.url().replace(/#.*/, '#/pages/orders/orders'))
    await phone.page.reload()
    await eventually(() => text(phone, `my-order-status-${id}`)).toBe('To be paid')
    expect(await phone.troubles()).toEqual([])
  })
})

async function ownOrder() {
  const [order] = await visit.cloud.database.find('orders', { diner: 'mary' })
  return order as unknown as { _id: string; totalFen: number } | undefined
}
