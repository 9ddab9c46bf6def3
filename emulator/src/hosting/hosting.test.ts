import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startShop } from '../../fixtures/shop.ts'
import { WEB_FOLDER } from '../../fixtures/web.ts'
import { type Cloud, startCloud } from '../index.ts'

const scratch = mkdtempSync(join(tmpdir(), 'hosting-'))
let shop: Cloud
let web: Cloud
let documents: Cloud
beforeAll(async () => {
  shop = await startShop()
  web = await startCloud({ project: WEB_FOLDER, port: 0, timers: 'manual' })
  cpSync(join(WEB_FOLDER, 'site'), join(scratch, 'site'), { recursive: true })
  writeFileSync(join(scratch, 'site/lost.html'), '<title>Lost</title>')
  writeFileSync(join(scratch, 'site/start.htm'), '<title>Start</title>')
  const hosting = { path: 'site', indexDocument: 'start.htm', errorDocument: 'lost.html' }
  writeFileSync(join(scratch, 'cloudbaserc.json'), JSON.stringify({ envId: 'local', hosting }))
  documents = await startCloud({ project: scratch, port: 0, timers: 'manual' })
})
afterAll(async () => {
  for (const cloud of [shop, web, documents]) await cloud.stop()
  rmSync(scratch, { recursive: true })
})

const get = (cloud: Cloud, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${cloud.url}/hosting${path}`, { headers, method, redirect: 'manual' })

describe('static hosting', () => {
  it('answers files by path, and index.html for a folder', async () => {
    const style = await get(shop, '/assets/site.css')
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(await style.text()).toContain('#333')
    expect(await (await get(shop, '/')).text()).toContain('<title>Shop</title>')
    expect(await (await get(web, '/docs/guide/')).text()).toContain('<title>Guide</title>')
    expect(await (await get(web, '/docs/a%20b+%E4%B8%AD.txt')).text()).toBe('bare\n')
  })

  it.each([
    ['', '/hosting/'],
    ['?a=1', '/hosting/?a=1'],
    ['/docs/guide', '/hosting/docs/guide/'],
    ['/shop', '/hosting/shop/'],
  ])('sends "%s" to the folder with its slash, so that links in it lead right', async (path, location) => {
    const answer = await get(web, path)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, location])
  })

  it('has each site at its own place', async () => {
    expect(await (await get(web, '/shop/index.html')).text()).toContain('<title>Shop front</title>')
    expect((await get(web, '/shop/digits.txt')).status).toBe(404)
    expect((await get(web, '/shopping')).status).toBe(404)
  })

  it('lets a browser keep a file that has not changed', async () => {
    const first = await get(shop, '/assets/site.css')
    const [etag, modified] = ['etag', 'last-modified'].map((name) => first.headers.get(name)!)
    expect(first.headers.get('cache-control')).toBe('no-cache')
    for (const [name, known] of [
      ['if-none-match', `"x", ${etag}`],
      ['if-modified-since', modified!],
    ] as const) {
      expect((await get(shop, '/assets/site.css', { [name]: known })).status).toBe(304)
    }
    for (const [name, other] of [
      ['if-none-match', '"x"'],
      ['if-modified-since', new Date(0).toUTCString()],
    ] as const) {
      expect((await get(shop, '/assets/site.css', { [name]: other })).status).toBe(200)
    }
  })

  it.each([
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=3-99', 206, '3456789', 'bytes 3-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-2', 200, '0123456789', null],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ])('answers the range %s with %s', async (range, status, body, contentRange) => {
    const answer = await get(web, '/digits.txt', { range })
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      status,
      body,
      contentRange,
    ])
  })

  it('answers the whole of a file that is not the one the client has a part of', async () => {
    const etag = (await get(web, '/digits.txt')).headers.get('etag')!
    expect((await get(web, '/digits.txt', { range: 'bytes=0-0', 'if-range': etag })).status).toBe(206)
    expect((await get(web, '/digits.txt', { range: 'bytes=0-0', 'if-range': '"old"' })).status).toBe(200)
  })

  it('answers HEAD without the bytes, and no other method', async () => {
    const head = await get(web, '/digits.txt', {}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', ''])
    expect((await get(web, '/digits.txt', {}, 'POST')).status).toBe(405)
  })

  it.each([
    '/missing.css',
    '/..%2f..%2fcloudbaserc.json',
    '/%2e%2e/cloudbaserc.json',
    '/..%2fshop%2findex.html',
    '/docs/',
    '/docs',
    '/index.html/',
    '/%00',
    '/%',
  ])('has nothing at %s', async (path) => {
    expect((await get(web, path)).status).toBe(404)
  })

  it('has the index and error documents that the project names', async () => {
    expect(await (await get(documents, '/')).text()).toBe('<title>Start</title>')
    const missing = await get(documents, '/missing/page', { range: 'bytes=0-1' })
    expect([missing.status, await missing.text()]).toEqual([404, '<title>Lost</title>'])
    expect(missing.headers.get('content-type')).toBe('text/html; charset=utf-8')
  })
})
