/// <reference types="node" />
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest'
import { CHROMIUM_ARGUMENTS, findChromium } from '../../src/chromium.ts'
import { type Preview, startPreview } from '../../src/server.ts'
import { startTestCloud, type TestCloud } from './testCloud.ts'

const sample = fileURLToPath(new URL('../../fixtures/sample', import.meta.url))

/** Effects come within a frame or two; a shared machine may need longer. */
const WAIT = { timeout: 5_000 }

/** The sample mini-program in a browser, as one test drives it; every test has a fresh one. */
export type TestPhone = {
  page: Page
  cloud: TestCloud
  hasTouch: boolean
  /** Opens a page such as `pages/detail/detail?id=5` in the hand of that person. */
  open(path: string, openid?: string): Promise<void>
  /** The visible element with this data-testid. */
  at(testId: string): Locator
  /** Taps or clicks, whichever this phone has. */
  press(target: string | Locator): Promise<void>
  /** Waits until the element's whole text is this. */
  reads(testId: string, text: string | RegExp): Promise<void>
  /** A computed style of the element. */
  styleOf(testId: string, property: string): Promise<string>
  /** Drags from the middle of an element with a real finger or mouse, by CSS pixels. */
  drag(target: Locator, dx: number, dy: number): Promise<void>
}

/** Runs the tests by mouse and by touch; each must leave no error, warning or missing member of wx behind. */
export function describeOnPhone(title: string, tests: (phone: () => TestPhone) => void): void {
  let cloud: TestCloud
  let preview: Preview
  let browser: Browser

  beforeAll(async () => {
    cloud = await startTestCloud()
    preview = await startPreview({ project: sample, port: 0, cloudUrl: cloud.url })
    browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGUMENTS })
  })

  afterAll(async () => {
    await browser?.close()
    await preview?.stop()
    cloud?.stop()
  })

  describe.each([{ finger: 'mouse' }, { finger: 'touch' }])(`${title}, by $finger`, ({ finger }) => {
    let phone: TestPhone

    beforeEach(async () => {
      const hasTouch = finger === 'touch'
      const page = await browser.newPage({ viewport: { width: 375, height: 812 }, hasTouch })
      page.setDefaultTimeout(WAIT.timeout)
      cloud.asked.length = 0
      phone = phoneOn(page, preview.url, cloud, hasTouch)
    })

    afterEach(async () => {
      const seen = await phone.page.evaluate(() => {
        const { __mpMissing, __mpErrors, __mpWarnings } = globalThis as unknown as Record<string, string[]>
        return { missing: __mpMissing, errors: __mpErrors, warnings: __mpWarnings }
      })
      await phone.page.context().close()
      expect(seen).toEqual({ missing: [], errors: [], warnings: [] })
    })

    tests(() => phone)
  })
}

function phoneOn(page: Page, previewUrl: string, cloud: TestCloud, hasTouch: boolean): TestPhone {
  const at = (testId: string) => page.getByTestId(testId).filter({ visible: true })
  return {
    page,
    cloud,
    hasTouch,
    at,
    async open(path, openid = 'diner-b') {
      await page.goto(`${previewUrl}/phone?openid=${openid}#/${path}`)
      await page.waitForSelector('html[data-ready]')
    },
    press(target) {
      const element = typeof target === 'string' ? at(target) : target
      return hasTouch ? element.tap() : element.click()
    },
    async reads(testId, text) {
      const seen = expect.poll(() => at(testId).textContent(), WAIT)
      await (typeof text === 'string' ? seen.toBe(text) : seen.toMatch(text))
    },
    styleOf: (testId, property) =>
      at(testId).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property),
    drag: (target, dx, dy) => drag(page, hasTouch, target, dx, dy),
  }
}

async function drag(page: Page, hasTouch: boolean, target: Locator, dx: number, dy: number): Promise<void> {
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
