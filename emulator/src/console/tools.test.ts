import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'
import { TestBrowser, unescaped } from './testBrowser.ts'

let cloud: Cloud
let browser: TestBrowser
beforeAll(async () => {
  cloud = await startShop({ clock: '2026-05-01T12:00:00+08:00' })
  browser = new TestBrowser(cloud)
})
afterAll(() => cloud.stop())

/** The text that a reader sees. */
const textOf = (html: string) => unescaped(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ')
const rules = () => cloud.trouble.report().rules.map(({ name }) => name)

describe('trouble', () => {
  it('is switched on and off by ready-made switches, and stopped all at once', async () => {
    const page = await browser.open('/console/trouble')
    await browser.submit(page, '/trouble/preset', { preset: 'lostNotices' })
    const two = await browser.submit(page, '/trouble/preset', { preset: 'slow' })
    expect(rules()).toEqual(['lostNotices', 'slow'])
    expect(two.html).toMatch(/value="slow" aria-pressed="true"/)
    await browser.submit(page, '/trouble/preset', { preset: 'slow' })
    expect(rules()).toEqual(['lostNotices'])
    await browser.submit(page, '/trouble/clear')
    expect(rules()).toEqual([])
  })

  it('is written as a rule, whose slips are told, and each rule is stopped by itself', async () => {
    const page = await browser.open('/console/trouble')
    const rule = '{"name": "mine", "strikes": "request", "does": "delay", "ms": [5, 9], "match": {"collection": "no*"}}'
    expect(textOf((await browser.submit(page, '/trouble/add', { rule })).html)).toContain('collection=no* · 5–9 ms')
    const bad = await browser.submit(page, '/trouble/add', {
      rule: '{"name": "x", "strikes": "request", "does": "fly"}',
    })
    expect([bad.status, rules()]).toEqual([422, ['mine']])
    expect(bad.html).toContain('aria-invalid="true"')
    expect(unescaped(bad.html)).toContain('"does": "fly"')
    await browser.submit(await browser.open('/console/trouble'), '/trouble/remove')
    expect(rules()).toEqual([])
  })

  it('begins anew with another seed, and shows what it did', async () => {
    const page = await browser.open('/console/trouble')
    await browser.submit(page, '/trouble/add', {
      rule: '{"name": "die", "strikes": "call", "does": "kill", "moment": "before"}',
    })
    await expect(cloud.callFunction('echo', {})).rejects.toThrow()
    expect(textOf((await browser.open('/console/trouble')).html)).toMatch(/die call · kill .*echo/)
    await browser.submit(page, '/trouble/seed', { seed: '42' })
    expect(cloud.trouble.report()).toMatchObject({ seed: '42', rules: [{ name: 'die', seen: 0, struck: 0 }] })
    expect((await browser.submit(page, '/trouble/seed', { seed: ' ' })).status).toBe(422)
    await browser.submit(page, '/trouble/clear')
  })
})

describe('rules', () => {
  const ask = (fields: Record<string, string>) => browser.open(`/console/rules?${new URLSearchParams(fields)}`)

  it('are shown as they are declared, and tried without reading or writing anything', async () => {
    const own = { collection: 'notes', as: 'miniProgram', who: 'ann', operation: 'read' }
    const allowed = await ask({ ...own, target: '{"_openid": "{openid}"}' })
    expect(textOf(allowed.html)).toContain('允许 Allowed')
    expect(textOf(allowed.html)).toContain('"ann"')
    const refused = await ask({ ...own, target: '{}' })
    expect(textOf(refused.html)).toContain('拒绝 Refused')
    const web = await ask({ ...own, as: 'web', operation: 'create', target: '{"text": "hello"}' })
    expect(textOf(web.html)).toContain('允许 Allowed')
    expect(textOf(web.html)).toContain('doc._openid == auth.openid')
    expect(await cloud.database.count('notes', {})).toBe(0)
  })

  it('tell what is no query', async () => {
    const page = await ask({ collection: 'notes', who: 'ann', target: '{"a": ' })
    expect([page.status, /class="outcome bad"/.test(page.html)]).toEqual([200, true])
  })
})

describe('storage', () => {
  it('is listed by the beginning of a path, with pictures, and a file is deleted', async () => {
    const write = (path: string) =>
      cloud.parts.storage.files.write(path, Readable.from([Buffer.from('x'.repeat(2048))]))
    await write('photos/<b>.png')
    await write('notes/a.txt')
    const page = await browser.open('/console/storage?prefix=photos/')
    expect(textOf(page.html)).toContain('photos/<b>.png 2 KB image/png')
    expect(page.html).not.toContain('notes/a.txt')
    const [, picture = ''] = /class="thumb" src="([^"]*)"/.exec(page.html) ?? []
    expect((await fetch(unescaped(picture))).headers.get('content-type')).toBe('image/png')
    await browser.submit(page, '/storage/delete')
    expect(cloud.parts.storage.files.list().files.map(({ path }) => path)).toEqual(['notes/a.txt'])
  })
})

describe('triggers', () => {
  it('are listed with what starts them, and lost or repeated on demand', async () => {
    const page = await browser.open('/console/triggers')
    for (const { name, collection } of cloud.parts.project.databaseTriggers) {
      expect(textOf(page.html)).toMatch(new RegExp(`${name} .*${collection}`))
    }
    const dropped = await browser.submit(page, '/triggers/mode', { mode: 'drop' })
    expect([cloud.parts.triggers.mode, /value="drop" aria-pressed="true"/.test(dropped.html)]).toEqual(['drop', true])
    await browser.submit(page, '/triggers/mode', { mode: 'deliver' })
    expect(cloud.parts.triggers.mode).toBe('deliver')
  })
})

describe('a query in the console', () => {
  it('is sorted as typed, and tells which index answered it and what was looked at', async () => {
    await cloud.database.insert('notes', [{ n: 2 }, { n: 1 }, { n: 3 }])
    const path = (fields: Record<string, string>) =>
      `/console/documents?${new URLSearchParams({ collection: 'notes', ...fields })}`
    const sorted = await browser.open(path({ sort: '{"n": -1}' }))
    expect([...sorted.html.matchAll(/<td class="figure">(\d)<\/td>/g)].map(([, n]) => n)).toEqual(['3', '2', '1'])
    expect(textOf(sorted.html)).toContain('没有用索引 No index')
    const byId = await browser.open(path({ where: '{"_id": "none"}' }))
    expect(textOf(byId.html)).toMatch(/Index _id_ 看了 Examined 0/)
    expect((await browser.open(path({ sort: '{"n": 2}' }))).status).toBe(400)
  })
})

describe('the live channel', () => {
  const listen = (origin: string) => new WebSocket(`${cloud.url.replace('http', 'ws')}/console/live`, { origin })

  it('tells of documents, calls and the clock', async () => {
    const socket = listen(cloud.url)
    let told = 0
    socket.on('message', () => {
      told += 1
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const acts = [
      () => cloud.database.insert('notes', [{ n: 9 }]),
      () => cloud.callFunction('echo', {}),
      async () => cloud.clock.advance(1000),
    ]
    for (const act of acts) {
      const before = told
      await act()
      await expect.poll(() => told).toBeGreaterThan(before)
    }
    socket.close()
  })

  it('is closed to pages of other origins', async () => {
    const socket = listen('http://localhost:1')
    const end = await new Promise((resolve) => {
      socket.once('open', () => resolve('open'))
      socket.once('error', () => resolve('refused'))
    })
    expect(end).toBe('refused')
  })
})

it('every page is reached from the rail, and says where one is', async () => {
  const home = await browser.open('/console')
  const links = [...home.html.matchAll(/<a href="(\/console\/\w+)"/g)].map(([, link = '']) => link)
  expect(links.length).toBeGreaterThan(10)
  for (const link of links.filter((each) => each !== '/console/documents')) {
    const page = await browser.open(link)
    expect([link, page.status, page.html.includes('aria-current="page"')]).toEqual([link, 200, true])
  }
})
