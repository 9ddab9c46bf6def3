import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Cloud, startCloud } from '@yundian/emulator'
import { CHROMIUM_ARGUMENTS, findChromium, type Preview, startPreview } from '@yundian/preview'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { demoEnvironment, demoKeys } from '../../scripts/demoEnvironment.ts'
import { root } from '../../scripts/root.ts'
import { seedDemo } from '../../scripts/seedDemo.ts'

/** The demo restaurant on a cloud of its own, and phones to visit it. */
export interface Visit {
  cloud: Cloud
  /** A phone of that person, on a page such as `pages/menu/menu?table=A5`. */
  phone(openid: string, path: string): Promise<Phone>
  close(): Promise<void>
}

export interface Phone {
  page: Page
  /** The element with this data-testid on the page in front. */
  at(testId: string): Locator
  tap(testId: string): Promise<void>
  read(testId: string): Promise<string>
  /** Keeps a picture of the screen in dist/screens. */
  picture(name: string): Promise<void>
  /** Errors of the mini-program, and members of `wx` that the preview lacks. */
  troubles(): Promise<unknown[]>
}

/** @param options `payPlatforms`: the platforms beside cloudPay are simulated and connected */
export async function openVisit({ payPlatforms = false } = {}): Promise<Visit> {
  const env = { ...demoEnvironment, ...(payPlatforms ? await demoKeys() : {}) }
  const cloud = await startCloud({ project: root, port: 0, timers: 'manual', payPlatforms, env })
  await seedDemo(cloud)
  const preview = await startPreview({ project: root, port: 0, cloudUrl: cloud.url })
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGUMENTS })
  return {
    cloud,
    phone: (openid, path) => openPhone(browser, preview, openid, path),
    async close() {
      await browser.close()
      await preview.stop()
      await cloud.stop()
    },
  }
}

async function openPhone(browser: Browser, preview: Preview, openid: string, path: string): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    deviceScaleFactor: 2,
    hasTouch: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(`${preview.url}/phone?openid=${openid}#/${path}`)
  const at = (testId: string) => page.locator(`[data-testid="${testId}"]:visible`).last()
  return {
    page,
    at,
    tap: (testId) => at(testId).click(),
    read: async (testId) => ((await at(testId).textContent()) ?? '').replace(/\s+/g, ''),
    async picture(name) {
      mkdirSync(join(root, 'dist/screens'), { recursive: true })
      await page.waitForLoadState('networkidle')
      await page.evaluate(settled)
      await page.screenshot({ path: join(root, 'dist/screens', `${name}.png`) })
    },
    troubles: () =>
      page.evaluate(() => {
        const { __mpErrors: errors = ['no list'], __mpMissing: missing = ['no list'] } = globalThis as {
          __mpErrors?: unknown[]
          __mpMissing?: unknown[]
        }
        return [...errors, ...missing]
      }),
  }
}

/** Waits, at most a second, for what moves on the screen to come to rest. */
function settled(): Promise<unknown> {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const { document } = globalThis as unknown as { document: { getAnimations(): { finished: Promise<unknown> }[] } }
  const moves = () => Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  return Promise.race([
    pause(100)
      .then(moves)
      .then(() => pause(100)),
    pause(1000),
  ])
}
