import { expect, it } from 'vitest'
import { describeOnPhone } from './testing/testPhone.ts'

describeOnPhone('the pages of a mini-program', (phone) => {
  it('walks the page stack with queries, channels, titles and a refusal', async () => {
    const { open, press, reads, page } = phone()
    await open('pages/home/home')
    await press('to-nowhere')
    await reads('answer', 'navigateTo:fail page "pages/nowhere/nowhere" is not found')
    await press('to-detail')
    await reads('detail', '7 a%20b depth 2 pages/detail/detail heard opener')
    expect(new URL(page.url()).hash).toBe('#/pages/detail/detail?id=7&name=a%20b')
    await press('rename')
    await expect.poll(() => page.locator('.mp-frame:not([hidden]) .mp-title').textContent()).toBe('Renamed')
    await press('answer-opener')
    await press('nav-back')
    await reads('answer', 'channel answered')
    await press('to-detail-link')
    await reads('detail', /^9 /)
    await press('go-back')
    await press('to-far')
    await reads('deep', 'deep far 44')
  })

  it('keeps tab pages alive and closes the others on the way', async () => {
    const { open, press, reads, page } = phone()
    await open('pages/home/home')
    await press('tab-1')
    await reads('pulled', 'pulled 0 shown 1')
    await press('tab-0')
    await press('to-detail')
    await press('home')
    await reads('pulled', 'pulled 0 shown 2')
    expect(await page.locator('wx-page[data-path="pages/detail/detail"]').count()).toBe(0)
  })

  it('opens a page by its address, and another when the address changes', async () => {
    const { open, reads, page } = phone()
    await open('pages/detail/detail?id=5')
    await reads('detail', /^5 {2}depth 1/)
    await page.evaluate(() => {
      location.hash = '#/pages/detail/detail?id=6'
    })
    await reads('detail', /^6 {2}depth 1/)
  })

  it('refreshes on a pull', async () => {
    const { open, at, reads, drag } = phone()
    await open('pages/list/list')
    await drag(at('pulled'), 0, 150)
    await reads('pulled', 'pulled 1 shown 1')
  })

  it('scrolls pages and scroll-views and reaches their ends', async () => {
    const { open, at, press, reads, page } = phone()
    await open('pages/list/list')
    await press('jump')
    await reads('inner', 'top 400 lower 0')
    await at('box').evaluate((element) => element.scrollTo(0, 10_000))
    await reads('inner', 'top 700 lower 1')
    await reads('seen', 'not seen')
    await page.locator('.mp-frame:not([hidden]) .mp-scroll').evaluate((element) => element.scrollTo(0, 10_000))
    await reads('reached', 'reached 1 scrolled 1')
    await reads('seen', 'seen')
  })

  it('turns a swiper by dragging', async () => {
    const { open, at, reads, drag } = phone()
    await open('pages/list/list')
    await drag(at('swiper'), -200, 0)
    await reads('slide', 'slide 1')
    await drag(at('swiper'), 200, 0)
    await reads('slide', 'slide 0')
  })
})
