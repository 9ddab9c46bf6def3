import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startShop } from '../../../fixtures/shop.ts'
import type { Change } from '../../database/database.ts'
import type { Cloud } from '../../index.ts'
import { documentAddress } from '../address.ts'
import { boxText, type Loaded, TestBrowser, unescaped } from '../testBrowser.ts'

let cloud: Cloud
let browser: TestBrowser
beforeAll(async () => {
  cloud = await startShop()
  browser = new TestBrowser(cloud)
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.database.remove('orders', {}, { multi: true }))

const noodles = {
  _id: 'noodles',
  name: 'Dandan noodles',
  specs: [
    { name: 'small', fen: 1800 },
    { name: 'large', fen: 2600 },
  ],
  hot: true,
  since: new Date('2026-03-01T04:00:00Z'),
}
const add = (...docs: Record<string, unknown>[]) => cloud.database.insert('orders', docs)
const stored = async (id: string | number) => (await cloud.database.find('orders', { _id: id }))[0]
const open = (id: string | number = 'noodles') => browser.open(documentAddress('orders', id))
const saveJson = (page: Loaded, json: unknown) =>
  browser.submit(page, '/document/save', { json: typeof json === 'string' ? json : JSON.stringify(json) })
const idsOn = (page: Loaded) => [...page.html.matchAll(/<td class="id"><a [^>]*>([^<]*)</g)].map(([, id]) => id)

describe('the collections', () => {
  it('are listed with their counts', async () => {
    await add({ _id: 1 }, { _id: 2 })
    const { html, status } = await browser.open('/console')
    expect(status).toBe(200)
    expect(html).toMatch(/collection=orders">orders<\/a><\/td>\s*<td class="figure">2</)
    expect(html).toContain('>coupons</a>')
  })

  it('get one more by name, once, and not without a name that the database takes', async () => {
    const names = () => cloud.database.collections().map(({ name }) => name)
    const page = await browser.open('/console/collections')
    const made = await browser.submit(page, '/collection/add', { name: ' tables ' })
    expect([made.path.includes('collection=tables'), names().includes('tables')]).toEqual([true, true])
    const before = names()
    for (const name of ['tables', '', '$tables', 'coupons']) {
      expect((await browser.submit(page, '/collection/add', { name })).html).toContain('class="outcome bad"')
    }
    expect(names()).toEqual(before)
    expect(cloud.database.collections().find(({ name }) => name === 'coupons')?.indexes).toHaveLength(1)
  })

  it('show their documents in pages, the newest first, past the limits of an SDK', async () => {
    await add(...Array.from({ length: 1205 }, (_, index) => ({ _id: `d${index + 1}`, n: index + 1 })))
    const first = await browser.open('/console/documents?collection=orders')
    expect(idsOn(first)).toEqual(Array.from({ length: 20 }, (_, index) => `d${1205 - index}`))
    expect(idsOn(await browser.open('/console/documents?collection=orders&page=61'))).toEqual([
      'd5',
      'd4',
      'd3',
      'd2',
      'd1',
    ])
    expect(idsOn(await browser.open('/console/documents?collection=orders&page=999'))).toHaveLength(5)
  })

  it('answer a query, and tell beside the box what is wrong with one', async () => {
    await add({ _id: 'a', n: 1 }, { _id: 'b', n: 2 }, noodles)
    const search = (where: string) =>
      browser.open(`/console/documents?${new URLSearchParams({ collection: 'orders', where })}`)
    expect(idsOn(await search('{"n": {"$gte": 2}}'))).toEqual(['b'])
    expect(idsOn(await search('{"since": {"$date": "2026-03-01T04:00:00Z"}}'))).toEqual(['noodles'])
    for (const wrong of ['{"n":', '[1]', '{"n": {"$near": 1}}', '{"n": {"$date": "soon"}}', '{"$where": "1"}']) {
      const page = await search(wrong)
      expect(page.status).toBe(400)
      expect(page.html).toContain('id="where-error"')
      expect(unescaped(/name="where"[^>]* value="([^"]*)"/.exec(page.html)?.[1] ?? '')).toBe(wrong)
    }
  })

  it('and documents that do not exist are told so', async () => {
    const paths = ['/documents?collection=none', '/document?collection=orders&id=x', '/document', '/none', '/../x']
    for (const path of paths) expect((await browser.open(`/console${path}`)).status).toBe(404)
  })
})

describe('a document', () => {
  it('gets a new price by typing one number, and starts triggers as any change does', async () => {
    await add(noodles)
    const changes: Change[] = []
    const stop = cloud.database.onChange((change) => changes.push(change))
    const saved = await browser.submit(await open(), '/document/fields', { 'field:["specs",1,"fen"]': '２８００' })
    stop()
    expect(saved.path).toContain(documentAddress('orders', 'noodles'))
    expect(saved.html).toContain('已保存')
    const small = { name: 'small', fen: 1800 }
    expect(await stored('noodles')).toEqual({ ...noodles, specs: [small, { name: 'large', fen: 2800 }] })
    expect(changes).toMatchObject([{ kind: 'replace', id: 'noodles', collection: 'orders' }])
  })

  it('keeps line ends, keys with dots and empty values when another field is typed over', async () => {
    const odd = { _id: 'odd', 'a.b': 1, text: 'x\r\ny', lists: [[1, 'two'], []], none: null, '': 'nameless' }
    await add(odd)
    const typed = {
      'field:["lists",0,1]': '2',
      'field:["a.b"]': '-1e3',
      'field:["text"]': 'x\r\ny',
      'field:["none"]': 'unasked',
    }
    await browser.submit(await open('odd'), '/document/fields', typed)
    expect(await stored('odd')).toEqual({ ...odd, 'a.b': -1000, lists: [[1, '2'], []] })
  })

  it('keeps a wrong field as typed and saves nothing', async () => {
    await add(noodles)
    const typed = { 'field:["specs",0,"fen"]': 'cheap', 'field:["name"]': 'Dandan' }
    const page = await browser.submit(await open(), '/document/fields', typed)
    expect(page.status).toBe(422)
    expect(page.html).toContain('value="cheap"')
    expect(page.html).toContain('value="Dandan"')
    expect(await stored('noodles')).toEqual(noodles)
    const mended = await browser.submit(page, '/document/fields', {
      'field:["specs",0,"fen"]': '1.5',
      'field:["name"]': 'Dandan',
    })
    expect(mended.status).toBe(200)
    expect(await stored('noodles')).toMatchObject({ name: 'Dandan', specs: [{ fen: 1.5 }, {}] })
  })

  it('is edited as Extended JSON, dates included', async () => {
    await add(noodles)
    const page = await open()
    const json = boxText(page, 'json')
    expect(JSON.parse(json)).toMatchObject({ since: { $date: '2026-03-01T04:00:00Z' } })
    expect((await saveJson(page, json)).html).toContain('没有改动')
    const edited = json.replace('2026-03-01', '2026-04-01').replace('"hot": true', '"hot": null')
    expect((await saveJson(page, edited)).html).toContain('已保存')
    expect(await stored('noodles')).toEqual({ ...noodles, hot: null, since: new Date('2026-04-01T04:00:00Z') })
  })

  it.each([
    ['broken JSON', '{\n  "_id": "noodles",\n  "name": }', 'line 3'],
    ['no object', '[]', '{…}'],
    ['another _id', '{"_id": "soup"}', '_id'],
    ['no date', '{"a": [{"$date": "soon"}]}', 'a.0'],
    ['an operator', '{"$set": {"a": 1}}', '$set'],
  ])('that is saved with %s is refused in one message, and the typing stays', async (_, json, told) => {
    await add(noodles)
    const page = await saveJson(await open(), json)
    expect(page.status).toBe(422)
    expect(unescaped(/id="json-error"[^>]*>([^<]*)</.exec(page.html)?.[1] ?? '')).toContain(told)
    expect(boxText(page, 'json')).toBe(json)
    expect(await stored('noodles')).toEqual(noodles)
  })

  it('that was changed elsewhere is not overwritten unless one saves again', async () => {
    await add(noodles)
    const page = await open()
    await cloud.database.update('orders', { _id: 'noodles' }, { $set: { hot: false } }, { multi: false })
    const lost = await saveJson(page, { _id: 'noodles', name: 'mine' })
    expect(lost.status).toBe(409)
    expect(boxText(lost, 'json')).toBe('{"_id":"noodles","name":"mine"}')
    expect(await stored('noodles')).toMatchObject({ name: 'Dandan noodles', hot: false })
    await saveJson(lost, boxText(lost, 'json'))
    expect(await stored('noodles')).toEqual({ _id: 'noodles', name: 'mine' })
  })

  it('keeps the changes of others to other fields when a typed field is saved again', async () => {
    await add(noodles)
    const page = await open()
    await cloud.database.update('orders', { _id: 'noodles' }, { $set: { name: 'theirs' } }, { multi: false })
    const typed = { 'field:["name"]': 'Dandan noodles', 'field:["specs",0,"fen"]': '1900' }
    const lost = await browser.submit(page, '/document/fields', typed)
    expect(lost.status).toBe(409)
    expect(lost.html).toContain('value="1900"')
    await browser.submit(lost, '/document/fields')
    expect(await stored('noodles')).toMatchObject({ name: 'theirs', specs: [{ fen: 1900 }, { fen: 2600 }] })
  })

  it('is added with an id of its own or a given one, which must be new', async () => {
    const form = await browser.open('/console/document/new?collection=orders')
    const given = await browser.submit(form, '/document/add', { json: '{"_id": 7, "n": 1}' })
    expect(given.html).toContain('已添加')
    expect(await stored(7)).toEqual({ _id: 7, n: 1 })
    await browser.submit(form, '/document/add', { json: '{"n": 2}' })
    expect(await cloud.database.count('orders', { n: 2 })).toBe(1)
    const again = await browser.submit(form, '/document/add', { json: '{"_id": 7, "n": 3}' })
    expect(again.status).toBe(422)
    expect(boxText(again, 'json')).toBe('{"_id": 7, "n": 3}')
    expect(again.html).toContain('E11000')
  })

  it('is deleted; its page and a second deletion say that it is gone', async () => {
    await add({ _id: '5', is: 'text' }, { _id: 5, is: 'number' })
    const page = await open(5)
    expect((await browser.submit(page, '/document/delete')).html).toContain('已删除')
    expect([await stored(5), (await stored('5'))?.is]).toEqual([undefined, 'text'])
    expect((await browser.submit(page, '/document/delete')).html).toContain('已不在')
    expect((await open(5)).status).toBe(404)
  })

  it('shows stored markup as text, wherever it stands', async () => {
    const evil = `<script>alert(1)</script>"'><img src=x>`
    await add({ _id: evil, [evil]: evil, long: `${evil}\n</textarea>${evil}`, deep: { list: [evil] } })
    const where = encodeURIComponent(JSON.stringify({ _id: evil }))
    const list = await browser.open(`/console/documents?collection=orders&where=${where}`)
    const lost = await saveJson(await open(evil), `{"x": "</textarea>${evil}`)
    for (const page of [
      list,
      await open(evil),
      lost,
      await browser.open(`/console/documents?collection=${encodeURIComponent(evil)}`),
    ]) {
      expect(page.html).toContain('&lt;script&gt;')
      expect(page.html).not.toMatch(/<script>|<img|<\/textarea>&quot;/)
    }
  })
})
