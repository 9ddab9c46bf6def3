import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startShop()
})
afterAll(() => cloud.stop())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${cloud.url}/hosting${path}`, { headers })

describe('static hosting', () => {
  it('answers files by path, and index.html for a folder', async () => {
    const style = await get('/assets/site.css')
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(await style.text()).toContain('#333')
    expect(await (await get('/')).text()).toContain('<title>Shop</title>')
    expect(await (await get('')).text()).toContain('<title>Shop</title>')
  })

  it('lets a browser keep a file that has not changed', async () => {
    const first = await get('/assets/site.css')
    const again = await get('/assets/site.css', { 'if-none-match': first.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
    expect(first.headers.get('cache-control')).toBe('no-cache')
  })

  it.each(['/missing.css', '/..%2f..%2fcloudbaserc.json', '/%2e%2e/cloudbaserc.json', '/assets', '/%00', '/%'])(
    'has nothing at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )
})
