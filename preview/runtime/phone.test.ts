/// <reference types="node" />
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHROMIUM_ARGUMENTS, findChromium } from '../src/chromium.ts'
import { type Preview, startPreview } from '../src/server.ts'

const sample = fileURLToPath(new URL('../fixtures/sample', import.meta.url))

type Asked = { path: string; openid: string | undefined; body: Record<string, string> }

/** Answers as the local cloud does: two functions, one payment. */
function startCloud(asked: Asked[]): Promise<Server> {
  const answerTo = (path: string, body: Record<string, string>) => {
    if (path.startsWith('/emulator/payments/pay'))
      return { ok: true, result: body.outcome === 'success' ? 'paid' : 'failed' }
    if (path.startsWith('/emulator/payments')) return [{ prepayId: 'p1', totalFee: 4850, state: 'NOTPAY' }]
    if (body.function_name === 'echo') return { requestId: 'r1', data: { response_data: body.request_data } }
    return { requestId: 'r2', code: 'FUNCTIONS_EXECUTE_FAIL', message: 'it broke' }
  }
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type,x-emu-openid' }
    response.writeHead(200, { ...cors, 'content-type': 'application/json' })
    if (request.method === 'OPTIONS') return response.end()
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, string>)
    const openid = request.headers['x-emu-openid']
    asked.push({ path: request.url ?? '', openid: typeof openid === 'string' ? openid : undefined, body })
    response.end(JSON.stringify(answerTo(request.url ?? '', body)))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** Effects come within a frame or two; a shared machine may need longer. */
const WAIT = { timeout: 5_000 }

const asked: Asked[] = []
let cloud: Server
let preview: Preview
let browser: Browser

beforeAll(async () => {
  cloud = await startCloud(asked)
  const cloudUrl = `http://127.0.0.1:${(cloud.address() as AddressInfo).port}`
  preview = await startPreview({ project: sample, port: 0, cloudUrl })
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGUMENTS })
})

afterAll(async () => {
  await browser?.close()
  await preview?.stop()
  cloud?.close()
})

describe.each([{ finger: 'mouse' }, { finger: 'touch' }])('a mini-program in a browser, by $finger', ({ finger }) => {
  const hasTouch = finger === 'touch'
  let page: Page

  const at = (id: string) => page.getByTestId(id).filter({ visible: true })
  const press = (target: Locator) => (hasTouch ? target.tap() : target.click())
  const press_ = (id: string) => press(at(id))
  const reads = (id: string, text: string | RegExp) =>
    typeof text === 'string'
      ? expect.poll(() => at(id).textContent(), WAIT).toBe(text)
      : expect.poll(() => at(id).textContent(), WAIT).toMatch(text)
  const styleOf = (id: string, property: string) =>
    at(id).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)
  const observed = () =>
    page.evaluate(() => {
      const { __mpMissing, __mpErrors, __mpWarnings } = globalThis as unknown as Record<string, string[]>
      return { missing: __mpMissing, errors: __mpErrors, warnings: __mpWarnings }
    })

  /** Drags from the middle of an element with a real finger or mouse. */
  const drag = async (target: Locator, dx: number, dy: number) => {
    const box = (await target.boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 30)]
    const steps = [0.25, 0.5, 0.75, 1].map((share) => ({ x: x + dx * share, y: y + dy * share }))
    if (!hasTouch) {
      await page.mouse.move(x, y)
      await page.mouse.down()
      for (const step of steps) await page.mouse.move(step.x, step.y)
      await page.mouse.up()
      return
    }
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints })
    await touch('touchStart', [{ x, y }])
    for (const step of steps) await touch('touchMove', [step])
    await touch('touchEnd', [])
  }

  const open = async (path: string, openid = 'diner-b') => {
    await page.goto(`${preview.url}/phone?openid=${openid}#/${path}`)
    await page.waitForSelector('html[data-ready]')
  }

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 375, height: 812 }, hasTouch })
    page.setDefaultTimeout(WAIT.timeout)
    asked.length = 0
  })

  afterEach(async () => {
    const seen = await observed()
    await page.context().close()
    expect(seen).toEqual({ missing: [], errors: [], warnings: [] })
  })

  it('renders templates, WXS, modules and styles as WeChat does', async () => {
    await open('pages/home/home')
    await reads('title', 'hello 12.50 42')
    await reads('wxs', 'array of 2 | a#b#')
    await reads('mixed', '6')
    await reads('badge', 'from a template')
    expect(await styleOf('title', 'color')).toBe('rgb(1, 2, 3)')
    expect(await styleOf('title', 'font-size')).toBe('20px')
    expect(await styleOf('wide', 'width')).toBe('60px')
    expect(await styleOf('wide', 'background-color')).toBe('rgb(9, 9, 9)')
    expect(await at('text').evaluate((element) => element.getClientRects().length)).toBeGreaterThan(1)
    expect(await page.locator('.mp-frame:not([hidden]) .mp-title').textContent()).toBe('Home page')
    const fixed = (await at('fixed').boundingBox())!
    const tabs = (await page.locator('.mp-tabs').boundingBox())!
    expect(Math.abs(fixed.y + fixed.height - tabs.y)).toBeLessThanOrEqual(1)
  })

  it('bubbles taps, stops caught ones, and hands over data-* and touches', async () => {
    await open('pages/home/home')
    await press_('item-b')
    expect(await styleOf('item-b', 'color')).toBe('rgb(0, 100, 0)')
    await press_('bubbling')
    await reads('log', 'log:inner;outer;')
    await press_('caught')
    await reads('log', 'log:inner;outer;inner;')
  })

  it('gives components behaviors, slots, observers, isolation, outside classes, ready and composed events', async () => {
    await open('pages/home/home')
    await reads('card-title', 'card x2')
    await reads('card-born', 'attached in behavior')
    await reads('card-ready', 'ready 60')
    await reads('slot-head', 'head')
    await reads('slot-body', 'body')
    expect(await styleOf('card-title', 'color')).toBe('rgb(200, 0, 0)')
    const frame = at('card-title').locator('xpath=..')
    expect(await frame.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(5, 6, 7)')
    const host = page.locator('wx-card')
    expect(await host.evaluate((element) => getComputedStyle(element).borderLeftColor)).toBe('rgb(10, 20, 30)')
    await press_('card-send')
    await reads('log', 'log:chosen 3;')
  })

  it('runs WXS listeners and change:prop against real elements', async () => {
    await open('pages/home/home')
    await expect.poll(() => styleOf('handle', 'letter-spacing')).toBe('3px')
    await drag(at('handle'), 60, 0)
    await reads('handle', /^drag [1-9]/)
    expect(await styleOf('handle', 'width')).toBe('20px')
  })

  it('knows a long press from a tap and shows the hover class meanwhile', async () => {
    await open('pages/home/home')
    const box = (await at('pressable').boundingBox())!
    const session = await page.context().newCDPSession(page)
    const point = { x: box.x + 20, y: box.y + 5 }
    if (hasTouch) await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
    else {
      await page.mouse.move(point.x, point.y)
      await page.mouse.down()
    }
    expect(await styleOf('pressable', 'opacity')).toBe('0.5')
    await reads('log', 'log:held;')
    if (hasTouch) await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    else await page.mouse.up()
    expect(await styleOf('pressable', 'opacity')).toBe('1')
  })

  it('shows pictures by mode, and tells loads and failures', async () => {
    await open('pages/home/home')
    await expect.poll(() => at('images').textContent()).toContain('loaded 8;')
    await expect.poll(() => at('images').textContent()).toContain('broken;')
    const fit = at('fill').locator('img')
    expect(await fit.evaluate((element) => getComputedStyle(element).objectFit)).toBe('cover')
    expect(await at('hideable').count()).toBe(0)
    await press_('toggle')
    await reads('hideable', 'shown')
  })

  it('walks the page stack with queries, channels, titles and a refusal', async () => {
    await open('pages/home/home')
    await press_('to-nowhere')
    await reads('answer', 'navigateTo:fail page "pages/nowhere/nowhere" is not found')
    await press_('to-detail')
    await reads('detail', '7 a%20b depth 2 pages/detail/detail heard opener')
    expect(new URL(page.url()).hash).toBe('#/pages/detail/detail?id=7&name=a%20b')
    await press_('rename')
    await expect.poll(() => page.locator('.mp-frame:not([hidden]) .mp-title').textContent()).toBe('Renamed')
    await press_('answer-opener')
    await press_('nav-back')
    await reads('answer', 'channel answered')
    await press_('to-detail-link')
    await reads('detail', /^9 /)
    await press_('go-back')
    await press_('to-far')
    await reads('deep', 'deep far 44')
  })

  it('keeps tab pages alive and closes the others on the way', async () => {
    await open('pages/home/home')
    await press_('tab-1')
    await reads('pulled', 'pulled 0 shown 1')
    await press_('tab-0')
    await press_('to-detail')
    await press_('home')
    await reads('pulled', 'pulled 0 shown 2')
    expect(await page.locator('wx-page[data-path="pages/detail/detail"]').count()).toBe(0)
  })

  it('opens a page by its address, and another when the address changes', async () => {
    await open('pages/detail/detail?id=5')
    await reads('detail', /^5 {2}depth 1/)
    await page.evaluate(() => {
      location.hash = '#/pages/detail/detail?id=6'
    })
    await reads('detail', /^6 {2}depth 1/)
  })

  it('refreshes on a pull', async () => {
    await open('pages/list/list')
    await drag(at('pulled'), 0, 150)
    await reads('pulled', 'pulled 1 shown 1')
  })

  it('scrolls pages and scroll-views and reaches their ends', async () => {
    await open('pages/list/list')
    await press_('jump')
    await reads('inner', 'top 400 lower 0')
    await at('box').evaluate((element) => element.scrollTo(0, 10_000))
    await reads('inner', 'top 700 lower 1')
    await reads('seen', 'not seen')
    await page.locator('.mp-frame:not([hidden]) .mp-scroll').evaluate((element) => element.scrollTo(0, 10_000))
    await reads('reached', 'reached 1 scrolled 1')
    await reads('seen', 'seen')
  })

  it('turns a swiper by dragging', async () => {
    await open('pages/list/list')
    await drag(at('swiper'), -200, 0)
    await reads('slide', 'slide 1')
    await drag(at('swiper'), 200, 0)
    await reads('slide', 'slide 0')
  })

  it('collects a form: input, textarea, checks, radios, switch, picker, slider', async () => {
    await open('pages/form/form')
    const hint = at('who').locator('wx-placeholder')
    expect(await hint.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(12, 34, 56)')
    await at('who').locator('input').pressSequentially('liliana')
    await reads('typed', /^LILIa/)
    expect(await at('who').locator('input').inputValue()).toBe('LILIA')
    await at('code').locator('input').fill('42')
    await reads('typed', /42/)
    await at('code').locator('input').press('Enter')
    await reads('submitted', 'confirmed 42')
    await press_('label-egg')
    await press_('big')
    await press_('spicy')
    await press_('table')
    await press(page.getByRole('option', { name: 'A2' }))
    await expect.poll(() => page.locator('.mp-wheel').evaluate((wheel) => wheel.scrollTop)).toBe(44)
    await press(page.getByTestId('picker-confirm'))
    await reads('table', 'table A2')
    await press_('submit')
    await reads('submitted', /^\{/)
    expect(JSON.parse((await at('submitted').textContent())!)).toEqual({
      who: 'LILIA',
      code: '42',
      note: 'first',
      extras: ['egg', 'tofu'],
      size: 'big',
      spicy: true,
      table: '1',
      heat: 4,
    })
    await press_('reset')
    await reads('submitted', 'reset')
    expect(await at('who').locator('input').inputValue()).toBe('')
    await press_('disabled')
    await press_('phone-button')
    await reads('submitted', 'phone phone-diner-b')
    expect(await at('rich').innerHTML()).toBe('<b>bold</b>')
  })

  it('speaks by toast, modal, action sheet and scan box', async () => {
    await open('pages/home/home')
    await press_('toast')
    await reads('mp-toast', 'done')
    await press_('modal')
    await press_('modal-confirm')
    await reads('answer', 'confirmed')
    await press_('sheet')
    await press_('action-1')
    await reads('answer', 'item 1')
    await press_('sheet')
    await press_('action-cancel')
    await reads('answer', 'showActionSheet:fail cancel')
    await press_('scan')
    await page.getByTestId('scan-input').fill('table=A5')
    await press_('scan-confirm')
    await reads('answer', 'scanned table=A5')
  })

  it('calls cloud functions as the person who holds the phone', async () => {
    await open('pages/home/home', 'diner-c')
    await press_('call')
    await reads('answer', '{"n":1}')
    expect(asked.find(({ body }) => body.function_name === 'echo')).toEqual({
      path: '/admin?env=somewhere',
      openid: 'diner-c',
      body: { action: 'functions.invokeFunction', function_name: 'echo', request_data: '{"n":1}' },
    })
    await press_('call-bad')
    await reads('answer', '-504002')
  })

  it.each([
    { choice: 'success', answer: 'requestPayment:ok', told: 'success' },
    { choice: 'fail', answer: 'requestPayment:fail', told: 'fail' },
    { choice: 'silent', answer: 'requestPayment:fail', told: 'silent' },
    { choice: 'cancel', answer: 'requestPayment:fail cancel', told: undefined },
  ])('asks for payment on a sheet: $choice', async ({ choice, answer, told }) => {
    await open('pages/home/home')
    await press_('pay')
    await reads('pay-amount', '¥48.50')
    await press_(`pay-${choice}`)
    await reads('answer', answer)
    const pay = asked.find(({ path }) => path === '/emulator/payments/pay')
    expect(pay?.body).toEqual(told && { prepayId: 'p1', openid: 'diner-b', outcome: told })
  })

  it('drives TDesign components to their effects', async () => {
    await open('pages/tdesign/tdesign')
    await press(at('button').locator('.t-button'))
    await reads('button', 'Primary 1')
    await press(at('stepper').locator('.t-stepper__plus'))
    await reads('state', 'stepper 4')
    await press(at('switch').locator('.t-switch'))
    await reads('state', 'switch true')
    await press(at('tabs').getByText('Two'))
    await reads('state', 'tab two')
    await press(at('side').getByText('Cold'))
    await reads('state', 'side 1')
    await press(at('radios').getByText('Beta'))
    await reads('state', 'radio b')
    await at('input').locator('input').fill('li')
    await reads('state', 'input li')
    await press(page.getByText('Cell'))
    await reads('state', 'cell')
    await press(at('rate').locator('.t-rate__icon').nth(3))
    await reads('state', 'rate 4')
    const icon = at('icon').locator('.t-icon-shop')
    const glyph = await icon.evaluate((element) => getComputedStyle(element, '::before').content.charCodeAt(1))
    expect(glyph).toBeGreaterThan(0xe000)
    expect(await page.evaluate(() => document.fonts.check('16px t'))).toBe(true)
  })

  it('opens and closes TDesign popup, dialog, picker and toast', async () => {
    await open('pages/tdesign/tdesign')
    await press_('open-popup')
    await reads('popup-body', 'in the popup')
    await press(page.locator('.t-overlay').first())
    await reads('state', 'popup false')
    await expect.poll(() => at('popup-body').count()).toBe(0)
    await press_('open-dialog')
    await press(page.getByText('Yes'))
    await reads('state', 'dialog yes')
    await press_('open-toast')
    await expect.poll(() => page.getByText('toasted').isVisible()).toBe(true)
    await press_('open-picker')
    await press(page.getByText('yes', { exact: true }))
    await reads('state', 'picker ["1"]')
  })

  it('uncovers the actions of a TDesign swipe cell under a drag', async () => {
    await open('pages/tdesign/tdesign')
    await drag(page.getByText('swipe me'), -120, 0)
    await expect.poll(async () => (await page.getByText('remove').boundingBox())!.x).toBeLessThan(340)
  })
})
