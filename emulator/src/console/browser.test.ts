import { CHROMIUM_ARGUMENTS, findChromium } from '@yundian/preview'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { callAs, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'
import { fillShop } from './testShop.ts'

/** For a machine that is busy. */
const PATIENCE = { timeout: 20_000 }

let cloud: Cloud
let browser: Browser
beforeAll(async () => {
  const options = { clock: '2026-05-01T12:00:00+08:00', payPlatforms: true, messageGrants: 'counted' } as const
  cloud = await startShop(options)
  await fillShop(cloud)
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGUMENTS })
})
afterAll(async () => {
  await browser?.close()
  await cloud.stop()
})

/** A new browser profile; `errors` gathers what its pages complain of, breaches of their content security policy too. */
async function newPage(width = 1280): Promise<{ page: Page; errors: string[] }> {
  const page = await (await browser.newContext({ viewport: { width, height: 760 } })).newPage()
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(`${page.url()} ${message.text()}`))
  page.on('pageerror', (error) => errors.push(`${page.url()} ${error}`))
  return { page, errors }
}

const open = (page: Page, path: string) => page.goto(`${cloud.url}/console${path}`)

/** Goes by Tab to the element, and sees that its focus is drawn. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab')
    const focused = 'document.activeElement'
    const outline = await page.evaluate<string | null>(
      `${focused}.matches(${JSON.stringify(selector)}) ? getComputedStyle(${focused}).outlineStyle : null`,
    )
    if (outline === null) continue
    expect([selector, outline]).toEqual([selector, 'solid'])
    return
  }
  throw new Error(`Tab does not reach ${selector}`)
}

it('a page shows changes that the socket tells of, and keeps what is being typed', async () => {
  const { page, errors } = await newPage()
  // Without it nothing is fetched every few seconds: only the socket can tell.
  await page.addInitScript(() => Reflect.set(globalThis, 'setInterval', () => 0))
  const opened = page.waitForEvent('websocket')
  await open(page, '/function?name=echo')
  expect((await opened).url()).toMatch(/^ws:.*\/console\/live$/)
  await page.fill('#event', '{"half": ')
  const newest = page.locator('details.call').first()
  const bars = await page.locator('.chart rect').count()
  // The socket may open after the first call: then the next one is told.
  await expect
    .poll(async () => {
      await callAs(cloud, 'late-diner', 'echo', {})
      return newest.textContent()
    }, PATIENCE)
    .toContain('late-diner')
  expect(await page.locator('.chart rect').count()).toBeGreaterThan(bars)
  expect(await page.inputValue('#event')).toBe('{"half": ')
  expect(await page.evaluate('document.activeElement.id')).toBe('event')
  expect(errors).toEqual([])
})

it('a document is found, edited, added and deleted with the keyboard alone', async () => {
  const { page, errors } = await newPage()
  await open(page, '')
  await tabTo(page, 'td a[href*="collection=orders"]')
  await page.keyboard.press('Enter')
  await page.waitForURL(/documents\?collection=orders/)
  await tabTo(page, '#where')
  await page.keyboard.type('{"_id": "order-7"}')
  await page.keyboard.press('Enter')
  await page.waitForURL(/where=/)
  await tabTo(page, 'td a[href*="order-7"]')
  await page.keyboard.press('Enter')
  await page.waitForURL(/document\?/)
  await tabTo(page, '[name="field:[\\"table\\"]"]')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('B12')
  await tabTo(page, '.fields button')
  await page.keyboard.press('Enter')
  await page.locator('.outcome.good').waitFor()
  expect(await cloud.database.find('orders', { _id: 'order-7' })).toMatchObject([{ table: 'B12', status: 'paid' }])

  await tabTo(page, '[popovertarget="delete"]')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate('document.activeElement.textContent'), PATIENCE).toBe('不删除 Keep')
  await tabTo(page, '#delete .danger')
  await page.keyboard.press('Enter')
  await page.waitForURL(/documents\?collection=orders/)
  expect(await cloud.database.count('orders', { _id: 'order-7' })).toBe(0)

  await tabTo(page, 'a.button.primary')
  await page.keyboard.press('Enter')
  await page.waitForURL(/document\/new/)
  await tabTo(page, '#json')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('{"_id": "typed", "at": {"$date": "2026-05-01T04:00:00Z"}}')
  await tabTo(page, 'main .button.primary')
  await page.keyboard.press('Enter')
  await page.waitForURL(/id=typed/)
  expect(await cloud.database.find('orders', { _id: 'typed' })).toEqual([
    { _id: 'typed', at: new Date('2026-05-01T04:00:00Z') },
  ])
  expect(errors).toEqual([])
})

it('every page fits a telephone, shows where one is, and breaks no rule of its own', async () => {
  const { page, errors } = await newPage(375)
  await open(page, '')
  const rail = await page
    .locator('.rail a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  const query = new URLSearchParams({ collection: 'orders', where: '{"status": "paid"}', sort: '{"placedAt": -1}' })
  const trial = new URLSearchParams({ collection: 'notes', operation: 'read', who: 'ann', target: '{}' })
  const deeper = [
    `/documents?${query}`,
    '/document?collection=orders&id=order-1',
    '/document/new?collection=orders',
    '/function?name=echo',
    '/function?name=faults',
    '/calls',
    `/rules?${trial}`,
  ].map((path) => `/console${path}`)
  expect(rail.length).toBe(11)
  for (const path of [...rail, ...deeper]) {
    await page.goto(cloud.url + path)
    for (const summary of await page.locator('main summary').all()) await summary.evaluate((each) => each.click())
    const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    const here = await page.locator('.rail [aria-current]').boundingBox()
    const inView = here !== null && here.x >= 0 && here.x + here.width <= 375
    expect([path, overhang, inView]).toEqual([path, 0, true])
  }
  expect(errors).toEqual([])
})
