import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasHttpAddress, openTarget, type Target } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await openTarget()
})
afterAll(() => target.close())

/** Lets the function return a value. */
const returning = (value: unknown) =>
  target.http('/answer', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  })

describe.skipIf(!hasHttpAddress)('a function over HTTP', () => {
  it('gets path, method, headers, parameters and body as its event, and nobody as its caller', async () => {
    const headers = { 'content-type': 'application/json', 'x-mark': 'yes' }
    const init = { method: 'POST', headers, body: '{"汉":1}' }
    const { event, caller } = (await (await target.http('/echo/orders/7?a=1&b=x%20y', init)).json()) as {
      event: object
      caller: object
    }
    expect(event).toMatchObject({
      path: '/orders/7',
      httpMethod: 'POST',
      headers: { 'x-mark': 'yes' },
      queryStringParameters: { a: '1', b: 'x y' },
      requestContext: expect.any(Object),
      body: '{"汉":1}',
      isBase64Encoded: false,
    })
    expect(caller).not.toHaveProperty('OPENID')
  })

  it('gets a body of bytes in Base64', async () => {
    const body = Buffer.from([0, 255, 128, 10])
    const init = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body }
    const { event } = (await (await target.http('/echo', init)).json()) as { event: object }
    expect(event).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true })
  })

  it('answers an object as JSON', async () => {
    const answer = await returning({ soup: '汤' })
    expect([answer.status, await answer.json()]).toEqual([200, { soup: '汤' }])
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  })

  it('answers a text as plain text', async () => {
    const answer = await returning('汤')
    expect([answer.status, await answer.text()]).toEqual([200, '汤'])
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
  })

  it('answers an integration response with its status, headers and bytes', async () => {
    const headers = { 'Content-Type': 'image/png', 'X-Count': '3' }
    const body = Buffer.from([0, 255, 1])
    const answer = await returning({ statusCode: 418, headers, body: body.toString('base64'), isBase64Encoded: true })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([418, 'image/png'])
    expect(answer.headers.get('x-count')).toBe('3')
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(body)
  })

  it('is not at an address that no route leads from', async () => {
    const answer = await target.http('/nowhere')
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'INVALID_PATH' })])
  })
})
