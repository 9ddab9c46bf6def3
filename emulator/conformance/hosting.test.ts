import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasHostingAddress, openTarget, type Target } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await openTarget()
})
afterAll(() => target.close())

describe.skipIf(!hasHostingAddress)('static hosting', () => {
  it('answers a file under its type, and the same without its body to HEAD', async () => {
    const answer = await target.hosting('/docs/list.json')
    expect([answer.status, await answer.text()]).toEqual([200, '["汤"]\n'])
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    const head = await target.hosting('/docs/list.json', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('content-type')).toBe(answer.headers.get('content-type'))
  })

  it.each([
    ['/', 'Start'],
    ['/docs/', 'Docs'],
  ])('answers the index document of the folder %s', async (path, title) => {
    const answer = await target.hosting(path)
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await answer.text()).toContain(`<title>${title}</title>`)
  })

  it('answers a part of a file on request', async () => {
    const answer = await target.hosting('/docs/', { headers: { range: 'bytes=0-8' } })
    expect([answer.status, await answer.text()]).toEqual([206, '<!doctype'])
  })

  it('does not repeat a file that has not changed', async () => {
    const etag = (await target.hosting('/docs/list.json')).headers.get('etag') ?? ''
    const again = await target.hosting('/docs/list.json', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('has nothing where there is no file, and never what lies outside of the site', async () => {
    for (const path of ['/docs/none.json', '/..%2fcloudbaserc.json', '/%2e%2e/cloudbaserc.json']) {
      const answer = await target.hosting(path)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(await answer.text()).not.toContain('envId')
    }
    expect((await target.hosting('/docs/none.json')).status).toBe(404)
  })
})
