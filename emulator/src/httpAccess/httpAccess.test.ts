import { get, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WEB_FOLDER } from '../../fixtures/web.ts'
import { type Cloud, startCloud } from '../index.ts'
import { BINARY_BODY_MAX_BYTES, TEXT_BODY_MAX_BYTES } from './limits.ts'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({ project: WEB_FOLDER, port: 0, timers: 'manual' })
})
afterAll(() => cloud.stop())

const ask = (path: string, init: RequestInit = {}) => fetch(`${cloud.url}/http${path}`, init)
/** What the function `api` was called with. */
async function seen(path: string, init: RequestInit = {}) {
  const answer = await ask(path, init)
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  return (await answer.json()) as { event: Record<string, unknown>; caller: Record<string, unknown> }
}
/** Lets the function `odd` return a value. */
const returning = (value: unknown) => ask('/odd', { method: 'POST', body: JSON.stringify(value) })
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]

describe('a function behind HTTP', () => {
  it('gets the request as its event', async () => {
    const { event } = await seen('/api/orders/7?a=1&b=x%20y&c=&d=1&d=2', { headers: { 'X-Mark': 'yes' } })
    expect(event).toEqual({
      path: '/orders/7',
      httpMethod: 'GET',
      headers: expect.objectContaining({ host: new URL(cloud.url).host, 'x-mark': 'yes' }),
      queryStringParameters: { a: '1', b: 'x y', c: '', d: ['1', '2'] },
      requestContext: { requestId: expect.any(String), envId: 'local', appId: 1250000000, uin: 100000000001 },
      body: '',
      isBase64Encoded: false,
    })
  })

  it('is called by nobody in particular, even when the request claims a user', async () => {
    const { event, caller } = await seen('/api', { headers: { 'x-emu-openid': 'ann', authorization: 'Bearer x' } })
    expect(caller).toMatchObject({ SOURCE: 'wx_http', ENV: 'local' })
    expect(caller).not.toHaveProperty('OPENID')
    expect(event.headers).toMatchObject({ authorization: 'Bearer x' })
  })

  it.each([
    ['/api', '/'],
    ['/api/', '/'],
    ['/api/orders', '/orders'],
    ['/api/a%2Fb%20c', '/a%2Fb%20c'],
    ['/api/whole', '/api/whole'],
    ['/api/whole/a', '/api/whole/a'],
    ['/api/wholesome', '/wholesome'],
    ['/api/v2', '/newest'],
    ['/api/v2/a', '/newest/a'],
    ['/older/a', '/a'],
  ])('at %s sees the path %s: the longest route leads, by whole parts', async (path, expected) => {
    expect((await seen(path)).event.path).toBe(expected)
  })

  it.each(['', '/', '/apis', '/API', '/nowhere'])('is not at "%s"', async (path) => {
    expect(await codeOf(await ask(path))).toEqual([404, 'INVALID_PATH'])
  })

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])('knows the method %s', async (method) => {
    const answer = await ask('/api', { method })
    expect(answer.status).toBe(200)
    if (method !== 'HEAD') expect(await answer.json()).toMatchObject({ event: { httpMethod: method } })
  })

  it.each([
    ['application/json', '{"汉":1}'],
    ['application/json; charset=utf-8', '[]'],
    ['application/x-www-form-urlencoded', 'a=1&b=2'],
    ['text/xml', '<a/>'],
    ['application/cloudevents+json', '{}'],
  ])('gets a body of type %s as text', async (type, body) => {
    const { event } = await seen('/api', { method: 'POST', headers: { 'content-type': type }, body })
    expect(event).toMatchObject({ body, isBase64Encoded: false })
  })

  it.each(['application/octet-stream', 'image/png', 'multipart/form-data; boundary=b', 'application/jsonx'])(
    'gets a body of type %s in Base64',
    async (type) => {
      const body = Buffer.from(Array.from({ length: 256 }, (_, n) => n))
      const { event } = await seen('/api', { method: 'PUT', headers: { 'content-type': type }, body })
      expect(event).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true })
    },
  )

  it('takes 100 KB of text and 6 MB of anything else', async () => {
    const send = (type: string, bytes: number) =>
      ask('/odd/nothing', { method: 'POST', headers: { 'content-type': type }, body: Buffer.alloc(bytes, 'x') })
    expect((await send('text/plain', TEXT_BODY_MAX_BYTES)).status).toBe(200)
    expect(await codeOf(await send('text/plain', TEXT_BODY_MAX_BYTES + 1))).toEqual([413, 'EXCEED_MAX_PAYLOAD_SIZE'])
    expect((await send('image/png', TEXT_BODY_MAX_BYTES + 1)).status).toBe(200)
    const binary = [BINARY_BODY_MAX_BYTES + 1, 33 * 1024 * 1024]
    for (const bytes of binary) {
      expect(await codeOf(await send('image/png', bytes))).toEqual([413, 'EXCEED_MAX_PAYLOAD_SIZE'])
    }
  })
})

describe('what a function returns', () => {
  it.each([
    ['hello', 'text/plain; charset=utf-8', 'hello'],
    [42, 'text/plain; charset=utf-8', '42'],
    [{ foo: '汉' }, 'application/json; charset=utf-8', '{"foo":"汉"}'],
    [[1, 2], 'application/json; charset=utf-8', '[1,2]'],
    [null, 'text/plain; charset=utf-8', ''],
  ])('as %j becomes %s', async (value, type, body) => {
    const answer = await returning(value)
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, type, body])
  })

  it('as an integration response becomes its status, headers and bytes', async () => {
    const body = Buffer.from([0, 255, 1]).toString('base64')
    const headers = {
      'Content-Type': 'image/png',
      'X-Count': 3,
      'Set-Cookie': ['a=1', 'b=2'],
      'Transfer-Encoding': 'gzip',
      Date: 'x',
    }
    const answer = await returning({ statusCode: 418, headers, body, isBase64Encoded: true })
    expect(answer.status).toBe(418)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from([0, 255, 1]))
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('x-count')).toBe('3')
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(answer.headers.get('content-length')).toBe('3')
    expect([answer.headers.get('transfer-encoding'), answer.headers.get('date')]).not.toContain('x')
  })

  it('may redirect, and have no body', async () => {
    const init = { method: 'POST', body: '{"statusCode":302,"headers":{"location":"/x"}}', redirect: 'manual' } as const
    const redirect = await ask('/odd', init)
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, '/x'])
    expect((await returning({ statusCode: 204, body: 'ignored' })).status).toBe(204)
  })

  it.each([
    [{ statusCode: 'teapot' }],
    [{ statusCode: 99 }],
    [{ statusCode: 101 }],
    [{ statusCode: 200, body: { a: 1 } }],
    [{ statusCode: 200, headers: [] }],
    [{ statusCode: 200, headers: { a: {} } }],
    [{ statusCode: 200, headers: { 'a b': 'c' } }],
    [{ statusCode: 200, headers: { a: 'b\r\nc: d' } }],
  ])('as %j is an error of the function, and the cloud goes on', async (value) => {
    expect(await codeOf(await returning(value))).toEqual([400, 'FUNCTION_INVOCATION_FAILED'])
    expect((await returning('fine')).status).toBe(200)
  })
})

describe('the gateway', () => {
  it.each([
    ['/odd/throw', 'FUNCTION_INVOCATION_FAILED'],
    ['/odd/exit', 'FUNCTION_INVOCATION_FAILED'],
    ['/odd/hang', 'FUNCTION_TIME_LIMIT_EXCEEDED'],
    ['/odd/huge', 'FUNCTION_INVOCATION_FAILED'],
  ])('answers for a function that fails at %s with %s', async (path, code) => {
    const answer = await ask(path)
    const requestId = answer.headers.get('x-request-id')
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ code, message: expect.any(String), requestId })
    expect(cloud.parts.callLog.recent('odd').find((call) => call.requestId === requestId)).toMatchObject({ ok: false })
  })

  it('lets pages of this machine send any method and header, and no others', async () => {
    const preflight = (origin: string) => {
      const headers = { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-mark' }
      return ask('/api', { method: 'OPTIONS', headers })
    }
    const here = await preflight('http://localhost:5173')
    expect(here.headers.get('access-control-allow-methods')).toContain('PUT')
    expect(here.headers.get('access-control-allow-headers')).toBe('x-mark')
    expect((await preflight('https://evil.example')).status).toBe(403)
  })

  it('hands on repeated headers as one text', async () => {
    const { port } = new URL(cloud.url)
    const headers: IncomingHttpHeaders & Record<string, string[]> = { 'x-many': ['a', 'b'] }
    const answer = await new Promise<string>((resolve, reject) => {
      get({ port, path: '/http/api', headers }, (response) => text(response).then(resolve, reject))
    })
    expect(JSON.parse(answer)).toMatchObject({ event: { headers: { 'x-many': 'a, b' } } })
  })

  it('leads to hosted sites: a site at its own place, or where it is rewritten to', async () => {
    expect(await (await ask('/web/digits.txt')).text()).toBe('0123456789')
    expect(await (await ask('/web')).text()).toContain('<title>Site</title>')
    expect(await (await ask('/buy/')).text()).toContain('<title>Shop front</title>')
    expect((await ask('/buy/digits.txt')).status).toBe(404)
    const slashless = await ask('/web?a=1', { redirect: 'manual' })
    expect([slashless.status, slashless.headers.get('location')]).toEqual([302, '/http/web/?a=1'])
  })
})
