import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { post, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startShop()
})
afterAll(() => cloud.stop())

/** fetch() would not send a false Host header. */
const statusAt = (host: string) =>
  new Promise((resolve, reject) => {
    const request = get({ port: cloud.port, host: '127.0.0.1', path: '/nothing', headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    request.on('error', reject)
  })

describe('the door of the SDKs', () => {
  it.each([
    ['{"action": ', 'INVALID_PARAM'],
    ['[1]', 'INVALID_PARAM'],
    ['{"action":"toString"}', 'INVALID_PARAM'],
    ['{}', 'INVALID_PARAM'],
    ['{"action":"functions.invokeFunction"}', 'INVALID_PARAM'],
    ['{"action":"functions.invokeFunction","function_name":"echo","request_data":"{"}', 'INVALID_PARAM'],
    ['{"action":"functions.invokeFunction","function_name":"__proto__"}', 'FUNCTION_NOT_FOUND'],
  ])('answers %s with an error in the documented shape', async (body, code) => {
    expect(await post(cloud, body)).toEqual({ requestId: expect.any(String), code, message: expect.any(String) })
  })

  it('refuses a form that is not one', async () => {
    const headers = { 'content-type': 'multipart/form-data' }
    expect(await post(cloud, 'x', headers)).toMatchObject({ code: 'INVALID_PARAM' })
  })

  it('refuses documents, platform APIs and a bad openid from a mini-program', async () => {
    const read = { action: 'database.getDocument', collectionName: 'orders', queryType: 'WHERE', limit: 1 }
    expect(await post(cloud, read)).not.toHaveProperty('code')
    expect(await post(cloud, read, { 'x-emu-openid': 'mallory' })).toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' })
    const pay = { action: 'wx.wxPayApi', apiName: 'refund' }
    expect(await post(cloud, pay, { 'x-emu-openid': 'mallory' })).toMatchObject({ code: 'INVALID_REQUEST_SOURCE' })
    expect(await post(cloud, read, { 'x-emu-openid': 'a b' })).toMatchObject({ code: 'INVALID_PARAM' })
  })

  it('lets pages of this machine in and no others', async () => {
    const options = (origin: string) => fetch(`${cloud.url}/admin`, { method: 'OPTIONS', headers: { origin } })
    const here = await options('http://localhost:5173')
    expect(here.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
    expect(here.headers.get('access-control-allow-headers')).toContain('x-emu-openid')
    expect((await options('https://evil.example')).status).toBe(403)
    expect(await statusAt('evil.example')).toBe(403)
    expect(await statusAt(`localhost:${cloud.port}`)).toBe(404)
  })

  it('counts requests by action and by the call that made them', async () => {
    cloud.counts.reset()
    await cloud.callFunction('echo', { add: 'a note' }, { openid: 'alice' })
    expect(cloud.counts.byAction()).toEqual({ 'database.insertDocument': 1 })
    expect(cloud.counts.byRequest()).toMatchObject([
      { action: 'database.insertDocument', collection: 'seen', function: 'echo', source: 'wx_client' },
    ])
  })
})
