import { type Board, type Menu, priceMeal } from '@yundian/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVisit, type Phone, type Visit } from './phones.ts'

let visit: Visit
beforeAll(async () => {
  visit = await openVisit()
})
afterAll(() => visit.close())

const menuAtA5 = 'pages/menu/menu?table=A5'

async function leftOf(sku: string): Promise<number> {
  const [board] = (await visit.cloud.database.find('boards', {})) as unknown as Board[]
  return board?.left[sku] ?? Number.NaN
}

/** Waits until the element shows the text. */
async function shows(phone: Phone, testId: string, text: string): Promise<void> {
  await expect.poll(() => phone.read(testId), { timeout: 10_000 }).toContain(text)
}

/** Opens a category and taps the button of a dish in it. */
async function choose(phone: Phone, category: string, dish: string): Promise<void> {
  await phone.tap(`category-${category}`)
  await phone.tap(`add-${dish}`)
}

describe('a diner at table A5', () => {
  it('orders a dish with options, a limited dish and a set menu, pays, and sees pickup number and points', async () => {
    const phone = await visit.phone('anna', menuAtA5)
    await shows(phone, 'where', 'A5')
    await phone.picture('menu')

    await choose(phone, 'noodles', 'dandan')
    await phone.tap('spec-large')
    await phone.tap('option-heat-medium')
    await phone.tap('option-noodle-thin')
    await phone.tap('option-topping-beef')
    await phone.picture('dish')
    await shows(phone, 'sheet-total', '26')
    await phone.tap('sheet-add')

    await choose(phone, 'beef', 'beefneck')
    await choose(phone, 'sets', 'setfortwo')
    for (const choice of ['pot-splitpot', 'meat-tripe', 'meat-spicybeef', 'greens-lotus', 'greens-potato']) {
      await phone.tap(`choice-${choice}`)
    }
    await phone.tap('option-heat-mild')
    await phone.picture('set-menu')
    await phone.tap('sheet-add')

    const dishes = 1700 + 900 + 5800 + 16_800 + 800 + 1200
    // A new customer saves 8 yuan, and the tea is 2 yuan a head.
    const totalFen = dishes - 800 + 200
    await shows(phone, 'cart-total', String(totalFen / 100))
    await phone.tap('cart-open')
    await phone.picture('cart')
    await phone.tap('sheet-checkout')
    await shows(phone, 'total', String(totalFen / 100))
    await phone.picture('checkout')

    await phone.tap('place-order')
    await phone.at('pay-success').waitFor()
    await phone.picture('payment-sheet')
    expect(await leftOf('beefneck')).toBe(29)
    await phone.tap('pay-success')
    await phone.at('paid-paid').waitFor()
    await shows(phone, 'pickup-number', '001')
    await shows(phone, 'points-earned', String(Math.floor(totalFen / 100)))
    await phone.picture('paid')

    await phone.tap('open-order')
    await phone.page.locator('[data-testid="order-status"][data-status="paid"]').waitFor()
    await phone.picture('order')
    await visit.cloud.idle()
    const me = await visit.phone('anna', 'pages/me/me')
    await me.at('points').waitFor()
    await shows(me, 'points', String(Math.floor(totalFen / 100)))
    await me.picture('me')
    expect([...(await phone.troubles()), ...(await me.troubles())]).toEqual([])
  })

  it('sees the kitchen take the order on, while he looks at it', async () => {
    const diner = await visit.phone('anna', 'pages/orders/orders')
    const [order] = await visit.cloud.database.find('orders', { diner: 'anna' })
    await diner.tap(`my-order-${order?._id}`)
    const cook = await visit.phone('cook', 'staff/kitchen/kitchen')
    await cook.at(`kitchen-order-${order?._id}`).waitFor()
    await cook.picture('kitchen')
    await cook.tap(`kitchen-order-${order?._id}`)
    // The second tap sends what the first one would send after eight seconds.
    await cook.tap(`kitchen-order-${order?._id}`)
    await diner.page.locator('[data-testid="order-status"][data-status="cooking"]').waitFor()
    await diner.picture('cooking')
    expect([...(await diner.troubles()), ...(await cook.troubles())]).toEqual([])
  })

  it('cancels another order, and its portions can be sold again', async () => {
    const phone = await visit.phone('bert', menuAtA5)
    const before = await leftOf('beefneck')
    await choose(phone, 'beef', 'beefneck')
    await phone.tap('checkout')
    await phone.tap('place-order')
    await phone.tap('pay-cancel')
    await phone.at('paid-unpaid').waitFor()
    await phone.picture('unpaid')
    expect(await leftOf('beefneck')).toBe(before - 1)
    await phone.tap('open-order')
    await phone.tap('cancel-order')
    await phone.tap('modal-confirm')
    await phone.page.locator('[data-testid="order-status"][data-status="cancelled"]').waitFor()
    expect(await leftOf('beefneck')).toBe(before)
    expect(await phone.troubles()).toEqual([])
  })

  it('R7: pays though his phone is told nothing, and fails once before he succeeds', async () => {
    const phone = await visit.phone('cleo', menuAtA5)
    await choose(phone, 'beef', 'beefneck')
    await phone.tap('checkout')
    await phone.tap('place-order')
    await phone.tap('pay-fail')
    await phone.at('paid-unpaid').waitFor()
    await phone.tap('pay-order')
    await phone.tap('pay-silent')
    await phone.at('paid-paid').waitFor()
    const [order] = await visit.cloud.database.find('orders', { diner: 'cleo' })
    expect(order?.status).toBe('paid')
    expect(await phone.troubles()).toEqual([])
  })

  it('is told that a dish is sold out, and which, when the last portion went while he chose', async () => {
    const phone = await visit.phone('dora', menuAtA5)
    await choose(phone, 'beef', 'beefneck')
    await phone.tap('checkout')
    await visit.cloud.database.update('boards', {}, { $set: { 'left.beefneck': 0 } }, { multi: false })
    await phone.tap('place-order')
    const told = phone.page.getByRole('dialog')
    await told.waitFor()
    expect(await told.textContent()).toMatch(/“鲜切吊龙”刚刚卖完了/)
    await phone.picture('sold-out')
    expect(await visit.cloud.database.count('orders', { diner: 'dora' })).toBe(0)
    expect(await phone.troubles()).toEqual([])
  })
})

describe('money given back', () => {
  it('is asked for by a diner whose food takes too long, and granted in the kitchen', async () => {
    const [order] = await visit.cloud.database.find('orders', { diner: 'anna' })
    const diner = await visit.phone('anna', `pages/order/order?order=${order?._id}`)
    await diner.tap('ask-refund')
    await diner.page.getByText('等太久了').click()
    await diner.at('refund-asked').waitFor()
    await diner.picture('refund-asked')

    const cook = await visit.phone('cook', 'staff/kitchen/kitchen')
    await cook.tap('kitchen-tab-cooking')
    await cook.at(`kitchen-refund-${order?._id}`).waitFor()
    await cook.picture('kitchen-refund')
    await cook.tap(`kitchen-grant-${order?._id}`)
    await cook.tap('modal-confirm')
    await diner.page.locator('[data-testid="order-status"][data-status="refunded"]').waitFor()
    await shows(diner, 'refunded', String((order?.totalFen as number) / 100))
    await diner.picture('refunded')
    expect([...(await diner.troubles()), ...(await cook.troubles())]).toEqual([])
  })
})

describe('A21: markup in a remark', () => {
  it('is text on the diner’s screen and in the kitchen, and runs nowhere', async () => {
    const remark = `<img src=x onerror="document.title='run'"><b>少辣</b> "'&😀`
    const menus = await visit.cloud.database.find('menus', {}, { sort: { version: -1 }, limit: 1 })
    const menu = (menus as unknown as { menu: Menu }[])[0]?.menu
    const lines = [{ dish: 'rice', spec: 'one', options: [], choices: [], quantity: 1 }]
    const input = {
      store: 'shulane',
      requestKey: 'markup-in-remark',
      menuVersion: menu?.version,
      mode: 'pickup',
      remark,
      lines,
      expectedTotal: menu && priceMeal(menu, lines, { mode: 'pickup', at: 0 }).totalFen,
    }
    const placed = await visit.cloud.callFunction('diner', { action: 'placeOrder', input }, { openid: 'fred' })
    const { id } = (placed as { value: { id: string } }).value
    const paying = await visit.cloud.callFunction(
      'diner',
      { action: 'payOrder', input: { order: id } },
      { openid: 'fred' },
    )
    const { package: prepay } = (paying as { value: { package: string } }).value
    await visit.cloud.payments.pay(prepay.replace('prepay_id=', ''), 'fred', 'success')
    await visit.cloud.idle()

    const diner = await visit.phone('fred', `pages/order/order?order=${id}`)
    const cook = await visit.phone('cook', 'staff/kitchen/kitchen')
    for (const { page } of [diner, cook]) {
      await page.getByText(remark).first().waitFor()
      expect(await page.locator('img[src="x"]').count()).toBe(0)
      expect(await page.title()).not.toBe('run')
    }
  })
})

describe('the owner', () => {
  it('changes a price in the console, and the phone that opens the menu shows it', async () => {
    const phone = await visit.phone('eric', menuAtA5)
    await phone.tap('category-noodles')
    await shows(phone, 'dish-dandan', '¥13')
    await phone.page.goto(`${visit.cloud.url}/console/document?collection=dishes&id=dandan`)
    await phone.page.locator(`[name='field:["specs",0,"fen"]']`).fill('1100')
    await phone.page.getByRole('button', { name: '保存' }).first().click()
    await visit.cloud.idle()
    const again = await visit.phone('eric', menuAtA5)
    await again.tap('category-noodles')
    await shows(again, 'dish-dandan', '¥11')
  })
})
