import type { Board } from '@yundian/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVisit, type Visit } from './phones.ts'

let visit: Visit
beforeAll(async () => {
  visit = await openVisit()
})
afterAll(() => visit.close())

describe('估清 sold-out pushed live to open menus, as a diner sees it', () => {
  it('shows what few are left, that another bought the last, and a substitute, without a reload', async () => {
    const cook = await visit.phone('cook', 'staff/stock/stock')
    await cook.at('stock-search').locator('input').fill('吊龙')
    await cook.tap('stock-more-beefneck')
    await cook.page.getByText('只剩几份').click()
    await cook.page.locator('input:visible').last().fill('1')
    await cook.tap('modal-confirm')
    await expect.poll(() => cook.read('stock-row-beefneck')).toContain('剩1份')
    await cook.picture('stock')

    const anna = await visit.phone('anna', 'pages/menu/menu?table=A5')
    await anna.tap('category-beef')
    await anna.tap('add-beefneck')
    await expect.poll(() => anna.read('dish-beefneck')).toContain('剩1份')
    await expect.poll(() => anna.read('cart-count')).toBe('1')

    const [board] = (await visit.cloud.database.find('boards', {})) as unknown as Board[]
    const input = {
      store: board?._id,
      requestKey: 'the-last-portion',
      menuVersion: board?.menuVersion,
      mode: 'pickup',
      lines: [{ dish: 'beefneck', spec: 'one', options: [], choices: [], quantity: 1 }],
      // The dish and its packaging.
      expectedTotal: 6000,
    }
    const reply = await visit.cloud.callFunction('diner', { action: 'placeOrder', input }, { openid: 'bert' })
    expect(reply).toMatchObject({ ok: true })

    await anna.at('missed-beefneck').waitFor()
    await expect.poll(() => anna.read('dish-beefneck')).toContain('售罄')
    await anna.picture('sold-out-live')
    await anna.tap('swap-beefneck')
    await expect.poll(() => anna.read('cart-count')).toBe('1')
    await expect.poll(() => anna.at('missed').count()).toBe(0)

    await cook.tap('stock-switch-beefneck')
    await expect.poll(() => cook.read('stock-row-beefneck')).toContain('停售')
    await cook.tap('stock-switch-beefneck')
    await expect.poll(() => cook.read('stock-row-beefneck')).not.toContain('停售')
    expect([...(await anna.troubles()), ...(await cook.troubles())]).toEqual([])
  })
})
