import { expect, it } from 'vitest'
import { describeOnPhone } from './testing/testPhone.ts'

describeOnPhone('templates and components of a mini-program', (phone) => {
  it('renders templates, WXS, modules and styles as WeChat does', async () => {
    const { open, at, reads, styleOf, page } = phone()
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
    const { open, press, reads, styleOf } = phone()
    await open('pages/home/home')
    await press('item-b')
    expect(await styleOf('item-b', 'color')).toBe('rgb(0, 100, 0)')
    await press('bubbling')
    await reads('log', 'log:inner;outer;')
    await press('caught')
    await reads('log', 'log:inner;outer;inner;')
  })

  it('gives components behaviors, slots, observers, isolation, outside classes, ready and composed events', async () => {
    const { open, at, press, reads, styleOf, page } = phone()
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
    await press('card-send')
    await reads('log', 'log:chosen 3;')
  })

  it('runs WXS listeners and change:prop against real elements', async () => {
    const { open, at, reads, styleOf, drag } = phone()
    await open('pages/home/home')
    await expect.poll(() => styleOf('handle', 'letter-spacing')).toBe('3px')
    await drag(at('handle'), 60, 0)
    await reads('handle', /^drag [1-9]/)
    expect(await styleOf('handle', 'width')).toBe('20px')
  })

  it('knows a long press from a tap and shows the hover class meanwhile', async () => {
    const { open, at, reads, styleOf, page, hasTouch } = phone()
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
    const { open, at, press, reads } = phone()
    await open('pages/home/home')
    await expect.poll(() => at('images').textContent()).toContain('loaded 8;')
    await expect.poll(() => at('images').textContent()).toContain('broken;')
    const fit = at('fill').locator('img')
    expect(await fit.evaluate((element) => getComputedStyle(element).objectFit)).toBe('cover')
    expect(await at('hideable').count()).toBe(0)
    await press('toggle')
    await reads('hideable', 'shown')
  })
})
