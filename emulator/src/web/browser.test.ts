import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { CHROMIUM_ARGUMENTS, findChromium } from '@yundian/preview'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import type tcb from 'tcb-js-sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { webProject } from '../../fixtures/webProject.ts'
import type { Cloud } from '../index.ts'

interface JsSdkApp {
  auth: (() => { signInAnonymously(): Promise<unknown> }) & {
    getCurrentUser(): Promise<{ uid?: string } | null>
    signOut(): Promise<unknown>
  }
  database(): ReturnType<ReturnType<typeof tcb.init>['database']>
  callFunction(call: { name: string; data?: object }): Promise<{ result: { web: { uid: string } } }>
}

/** What both SDKs have for files. */
interface WebFiles {
  auth(): { signInAnonymously(): Promise<unknown> }
  uploadFile(file: { cloudPath: string; filePath: File }): Promise<{ fileID: string }>
  getTempFileURL(list: { fileList: string[] }): Promise<{ fileList: { code: string; tempFileURL: string }[] }>
  deleteFile(list: { fileList: string[] }): Promise<{ fileList: { code: string }[] }>
}

const SDKS = `
  import tcb from 'tcb-js-sdk'
  import cloudbase from '@cloudbase/js-sdk'
  Object.assign(globalThis, { tcb, cloudbase })
`

let cloud: Cloud
let browser: Browser
let sdks = ''
let removeProject = () => {}
/** A web server that is not the cloud's: its pages load the SDKs as any web app does. */
const pages = createServer((request, response) => {
  response.setHeader('content-type', request.url === '/' ? 'text/html' : 'text/javascript')
  response.end(
    request.url === '/' ? `<script src="${cloud.url}/web/redirect.js"></script><script src="/sdks.js"></script>` : sdks,
  )
})

beforeAll(async () => {
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve))
  const { port } = pages.address() as AddressInfo
  const project = webProject({ notes: 'PRIVATE' }, { secureDomains: [`app.example.com:${port}`] })
  removeProject = project.remove
  cloud = await project.start()
  const resolveDir = fileURLToPath(new URL('.', import.meta.url))
  const define = { global: 'globalThis', 'process.env.NODE_ENV': '"production"' }
  const bundled = await build({
    stdin: { contents: SDKS, resolveDir },
    bundle: true,
    write: false,
    define,
    logLevel: 'error',
  })
  sdks = bundled.outputFiles[0]!.text
  const args = [...CHROMIUM_ARGUMENTS, '--host-resolver-rules=MAP *.example.com 127.0.0.1']
  browser = await chromium.launch({ executablePath: findChromium(), args })
})
afterAll(async () => {
  await browser?.close()
  await cloud.stop()
  pages.closeAllConnections()
  pages.close()
  removeProject()
})

/** A new browser profile on the page of that host. */
async function pageAt(host: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`http://${host}:${(pages.address() as AddressInfo).port}/`)
  return page
}

/** Logs in, writes, reads and calls, as an app in the page would with tcb-js-sdk. */
const useTcb = async (env: string) => {
  const sdk = (Reflect.get(globalThis, 'tcb') as typeof tcb).init({ env })
  const auth = sdk.auth()
  await auth.signInAnonymously()
  const notes = sdk.database().collection('notes')
  await notes.add({ text: 'hi' })
  const { result } = await sdk.callFunction({ name: 'echo', data: {} })
  return { uid: auth.currentUser?.uid, seen: result.web.uid as string, notes: (await notes.get()).data }
}

it.each(['localhost', 'app.example.com'])('tcb-js-sdk works on a page of %s, across origins', async (host) => {
  const page = await pageAt(host)
  const { uid, seen, notes } = await page.evaluate(useTcb, cloud.envId)
  expect(uid).toMatch(/^[0-9a-f]{32}$/)
  expect(seen).toBe(uid)
  expect(notes).toMatchObject([{ _openid: uid, text: 'hi' }])
  await page.reload()
  expect((await page.evaluate(useTcb, cloud.envId)).uid).toBe(uid)
})

it('@cloudbase/js-sdk works on such a page', async () => {
  const page = await pageAt('app.example.com')
  const use = async (env: string) => {
    const app = (Reflect.get(globalThis, 'cloudbase') as { init(options: { env: string }): JsSdkApp }).init({ env })
    await app.auth().signInAnonymously()
    const notes = app.database().collection('notes')
    await notes.add({ text: 'ho' })
    const { result } = await app.callFunction({ name: 'echo' })
    return { uid: (await app.auth.getCurrentUser())?.uid, seen: result.web.uid, notes: (await notes.get()).data }
  }
  const { uid, seen, notes } = await page.evaluate(use, cloud.envId)
  expect(uid).toMatch(/^[0-9a-f]{32}$/)
  expect(seen).toBe(uid)
  expect(notes).toMatchObject([{ _openid: uid, text: 'ho' }])
})

/** Uploads a file as an input of the page gives it, and reads it back, with either SDK. */
const useFiles = async ({ sdk, env }: { sdk: 'tcb' | 'cloudbase'; env: string }) => {
  const app = (Reflect.get(globalThis, sdk) as { init(options: { env: string }): WebFiles }).init({ env })
  await app.auth().signInAnonymously()
  const filePath = new File(['<svg/>'], 'picked.svg', { type: 'image/svg+xml' })
  const { fileID } = await app.uploadFile({ cloudPath: `${sdk}/图.svg`, filePath })
  const { fileList } = await app.getTempFileURL({ fileList: [fileID] })
  const text = await (await fetch(fileList[0]!.tempFileURL)).text()
  const deleted = await app.deleteFile({ fileList: [fileID] })
  return { fileID, text, codes: [...fileList, ...deleted.fileList].map(({ code }) => code) }
}

it.each(['tcb', 'cloudbase'] as const)('%s uploads and downloads files on such a page', async (sdk) => {
  const page = await pageAt('app.example.com')
  const { fileID, text, codes } = await page.evaluate(useFiles, { sdk, env: cloud.envId })
  expect(fileID).toMatch(new RegExp(`^cloud://web-env\\.[^/]+/${sdk}/图\\.svg$`))
  expect([text, codes]).toEqual(['<svg/>', ['SUCCESS', 'SUCCESS']])
})

it('a page of any other domain is kept out by the browser', async () => {
  const page = await pageAt('evil.example.com')
  const before = cloud.counts.byAction()
  await expect(page.evaluate(useTcb, cloud.envId)).rejects.toThrow('network request error')
  expect(cloud.counts.byAction()).toEqual(before)
})
