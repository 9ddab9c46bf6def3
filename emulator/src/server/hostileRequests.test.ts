import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control, post, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startShop()
})
afterAll(() => cloud.stop())

/** Sends raw text on a connection of its own; `leave`: goes away without waiting for an answer. */
async function send(text: string, leave = false): Promise<string> {
  const socket = connect(cloud.port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    answer += chunk
  })
  await once(socket, 'connect')
  await new Promise((resolve) => socket.write(text, resolve))
  if (leave) socket.destroy()
  else await once(socket, 'close')
  return answer
}

const head = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, `host: 127.0.0.1:${cloud.port}`, 'connection: close', ...headers, '', ''].join('\r\n')

describe('the server goes on after', () => {
  it.each(['//', '//[', 'http://', '/%', '/hosting/%E0%A4%A', '/console/%', '*'])(
    'a request for %s',
    async (target) => {
      expect(await send(head(`GET ${target}`))).toMatch(/^HTTP\/1\.1 (4\d\d|200) /)
      expect(await control(cloud, '/health')).toMatchObject({ ok: true })
    },
  )

  it.each([
    ['/admin', 'application/json', '{"action":'],
    ['/admin', 'multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="action"\r\n\r\nwx.op'],
    ['/emulator/import', 'application/x-ndjson', '{"collection":'],
    ['/console/function/call', 'application/x-www-form-urlencoded', 'event='],
  ])('a client that goes away in the middle of %s with %s', async (path, type, part) => {
    await send(head(`POST ${path}`, `content-type: ${type}`, 'content-length: 1000') + part, true)
    await new Promise((resolve) => cloud.parts.clock.at(cloud.clock.now() + 50, () => resolve(undefined)))
    expect(await control(cloud, '/health')).toMatchObject({ ok: true })
  })

  it('a form that ends too early, which it refuses', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const form = '--x\r\ncontent-disposition: form-data; name="action"\r\n\r\nwx.op'
    expect(await post(cloud, form, headers)).toMatchObject({ code: 'INVALID_PARAM' })
  })
})

describe('a form', () => {
  const form = (...parts: [disposition: string, content: string][]) =>
    `${parts.map(([disposition, content]) => `--x\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`).join('')}--x--\r\n`
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }

  it('may hold its bytes in a part that looks like a file', async () => {
    const bytes = 'content-type: application/octet-stream\r\n\r\n'
    const body = `--x\r\ncontent-disposition: form-data; name="requestData"\r\n${bytes}{"out_trade_no":"${'n'.repeat(200_000)}"}\r\n${form(['name="action"', 'wx.wxPayApi'], ['name="apiName"', 'queryOrder'])}`
    expect(await post(cloud, body, headers)).toMatchObject({ result_code: 'FAIL', err_code: 'ORDERNOTEXIST' })
  })

  it('may not be larger than any other request, however many its fields', async () => {
    const megabyte = 'x'.repeat(1024 * 1024)
    const body = form(...Array.from({ length: 33 }, (_, index): [string, string] => [`name="f${index}"`, megabyte]))
    expect(await post(cloud, body, headers)).toMatchObject({
      code: 'INVALID_PARAM',
      message: expect.stringContaining('larger than'),
    })
  })
})

it('counts an action by its name, whatever the name', async () => {
  await control(cloud, '/counts/reset', {})
  for (const action of ['toString', '__proto__', 'toString']) await post(cloud, { action })
  const counts = (await control(cloud, '/counts')) as object
  expect(Object.entries(counts)).toEqual([
    ['toString', 2],
    ['__proto__', 1],
  ])
})

it('stops at once while connections are open that have sent nothing, or half a request', async () => {
  const own = await startShop()
  const texts = ['', 'POST /admin HTTP/1.1\r\n', head('POST /admin', 'content-length: 9')]
  const closed = texts.map(async (text) => {
    const socket = connect(own.port, '127.0.0.1')
    await once(socket, 'connect')
    await new Promise((resolve) => socket.write(text, resolve))
    return once(socket, 'close')
  })
  await control(own, '/health')
  await own.stop()
  await Promise.all(closed)
})
