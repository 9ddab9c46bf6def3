import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { CHROMIUM_ARGUMENTS, findChromium } from '@yundian/preview'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { webProject } from '../../fixtures/webProject.ts'
import type { Cloud } from '../index.ts'

/** A page's own code: logs in by one SDK, and shows the orders that it watches, the dearest two first. */
const pageOf = (sdk: string) => `
  import sdk from '${sdk}'
  globalThis.start = async (env) => {
    const app = sdk.init({ env })
    await app.auth().signInAnonymously()
    const orders = app.database().collection('orders').where({ open: true }).orderBy('fen', 'desc').limit(2)
    const show = (text) => { document.body.textContent = text }
    orders.watch({
      onChange: ({ docs }) => show(docs.map(({ _id }) => _id).sort().join() || 'none'),
      onError: (error) => show(String(error.errMsg ?? error)),
    })
  }
`

const project = webProject({ orders: 'ADMINWRITE' })
const scripts = new Map<string, string>()
let cloud: Cloud
let browser: Browser
const pages = createServer(({ url = '/' }, response) => {
  const script = scripts.get(url)
  response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript')
  response.end(script ?? `<script src="${cloud.url}/web/redirect.js"></script><body></body>`)
})

beforeAll(async () => {
  cloud = await project.start()
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve))
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGUMENTS })
})
afterAll(async () => {
  await browser?.close()
  await cloud.stop()
  pages.closeAllConnections()
  pages.close()
  project.remove()
})

async function pageWith(sdk: string): Promise<Page> {
  const { outputFiles } = await build({
    stdin: { contents: pageOf(sdk), resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    write: false,
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  scripts.set(`/${sdk}.js`, outputFiles[0]!.text)
  const page = await (await browser.newContext()).newPage()
  const { port } = pages.address() as AddressInfo
  await page.goto(`http://127.0.0.1:${port}/`)
  await page.addScriptTag({ url: `/${sdk}.js` })
  await page.evaluate((env) => (Reflect.get(globalThis, 'start') as (env: string) => Promise<void>)(env), cloud.envId)
  return page
}

test.each(['tcb-js-sdk', '@cloudbase/js-sdk'])(
  '%s watches in a browser, also after its connection broke',
  async (sdk) => {
    await cloud.database.remove('orders', {}, { multi: true })
    const page = await pageWith(sdk)
    const shows = (text: string) => expect.poll(() => page.textContent('body'), { timeout: 10_000 }).toBe(text)
    await shows('none')
    await cloud.database.insert('orders', [
      { _id: 'tea', open: true, fen: 800 },
      { _id: 'shut', open: false, fen: 9000 },
    ])
    await shows('tea')
    cloud.parts.realtime.closeConnections()
    await cloud.database.insert('orders', [
      { _id: 'noodles', open: true, fen: 2800 },
      { _id: 'duck', open: true, fen: 9800 },
    ])
    await shows('duck,noodles')
    await cloud.database.update('orders', { _id: 'duck' }, { $set: { open: false } }, { multi: false })
    await shows('noodles,tea')
    await page.context().close()
  },
)
