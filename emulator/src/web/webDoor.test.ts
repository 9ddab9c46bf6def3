import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webProject } from '../../fixtures/webProject.ts'
import { postWeb } from '../../fixtures/webUser.ts'
import type { Cloud } from '../index.ts'

const project = webProject({ notes: 'PRIVATE' }, { secureDomains: ['app.example.com', 'dev.example.com:8080'] })
let cloud: Cloud
let access_token: unknown
const logIn = async (to: Cloud) => {
  const { refresh_token } = await postWeb(to, { action: 'auth.signInAnonymously' })
  const answer = await postWeb(to, { action: 'auth.fetchAccessTokenWithRefreshToken', refresh_token })
  return { refresh_token, access_token: answer.access_token }
}
beforeAll(async () => {
  cloud = await project.start()
  access_token = (await logIn(cloud)).access_token
})
afterAll(async () => {
  await cloud.stop()
  project.remove()
})

const refusal = (code: string) => ({ requestId: expect.any(String), code, message: expect.any(String) })
const read = { action: 'database.queryDocument', collectionName: 'notes', queryType: 'WHERE' }

describe('the door of the web SDKs', () => {
  it.each<[string, string | Record<string, unknown>, string]>([
    ['text that is not JSON', '{"action": ', 'INVALID_PARAM'],
    ['a list', '[1]', 'INVALID_PARAM'],
    ['an empty body', '', 'INVALIID_ENV'],
    ['another environment', { ...read, env: 'other' }, 'INVALIID_ENV'],
    ['no action', {}, 'CHECK_LOGIN_FAILED'],
    ['a login without a refresh token', { action: 'auth.fetchAccessTokenWithRefreshToken' }, 'SIGN_PARAM_INVALID'],
    [
      'a refresh token of nobody',
      { action: 'auth.fetchAccessTokenWithRefreshToken', refresh_token: { $ne: 1 } },
      'SIGN_PARAM_INVALID',
    ],
    ['no access token', read, 'CHECK_LOGIN_FAILED'],
    ['an access token that is no text', { ...read, access_token: { a: 1 } }, 'CHECK_LOGIN_FAILED'],
    ['a forged access token', { ...read, access_token: 'e30.e30.e30' }, 'CHECK_LOGIN_FAILED'],
  ])('answers %s with an error in the documented shape', async (_what, body, code) => {
    expect(await postWeb(cloud, body)).toEqual(refusal(code))
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown action', { action: 'toString' }, 'INVALID_PARAM'],
    ['an action of servers', { action: 'wx.openApi' }, 'INVALID_PARAM'],
    ['version 2 of the protocol', { ...read, action: 'database.getDocument' }, 'DATABASE_PERMISSION_DENIED'],
    ['a transaction', { action: 'database.startTransaction' }, 'DATABASE_PERMISSION_DENIED'],
    ['no collection', { action: 'database.queryDocument' }, 'INVALID_PARAM'],
    ['a query that is none', { ...read, query: 7 }, 'INVALID_PARAM'],
    ['an order that is none', { ...read, order: [{ field: 'a', direction: 'up' }] }, 'INVALID_PARAM'],
    ['a limit below nothing', { ...read, limit: -1 }, 'INVALID_PARAM'],
    ['a date that is none', { ...read, query: { at: { $date: 1e99 } } }, 'INVALID_PARAM'],
    ['an unknown operator', { ...read, query: { a: { $what: 1 } } }, 'DATABASE_REQUEST_FAILED'],
    ['a document that is none', { ...read, action: 'database.addDocument', data: [1] }, 'INVALID_PARAM'],
    ['stages that are none', { ...read, action: 'database.aggregate', stages: [{ stageValue: '{' }] }, 'INVALID_PARAM'],
    ['a missing collection', { ...read, collectionName: 'nowhere' }, 'DATABASE_PERMISSION_DENIED'],
    ['an unknown function', { action: 'functions.invokeFunction', function_name: 'x' }, 'FUNCTION_NOT_FOUND'],
  ])('answers a user who asks for %s with an error in the documented shape', async (_what, params, code) => {
    expect(await postWeb(cloud, { ...params, access_token })).toEqual(refusal(code))
  })

  it('takes no token of another environment, though it has the same name', async () => {
    const other = await project.start()
    const foreign = await logIn(other)
    expect(await postWeb(cloud, { ...read, ...foreign })).toEqual(refusal('CHECK_LOGIN_FAILED'))
    const renewal = { action: 'auth.fetchAccessTokenWithRefreshToken', ...foreign }
    expect(await postWeb(cloud, renewal)).toEqual(refusal('INVALID_REFRESH_TOKEN'))
    await other.stop()
  })

  it('is for POST only, and survives documents nested without end', async () => {
    expect(await (await fetch(`${cloud.url}/web`)).json()).toEqual(refusal('INVALID_PARAM'))
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    const body = `{"env":"web-env","action":"database.addDocument","collectionName":"notes","access_token":"${access_token}","data":${deep}}`
    expect(await postWeb(cloud, body)).toEqual(refusal(expect.any(String) as never))
    expect(await postWeb(cloud, { ...read, access_token })).toMatchObject({ data: { list: [] } })
  })

  it('hands the trace header back, and makes one for who has none', async () => {
    const traceOf = async (headers: Record<string, string>) =>
      (await fetch(`${cloud.url}/web`, { method: 'POST', headers, body: '{}' })).headers.get('x-tcb-trace')
    expect(await traceOf({ 'x-tcb-trace': 'abc' })).toBe('abc')
    expect(await traceOf({})).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('takes the _id of a new document beside its data', async () => {
    const added = {
      action: 'database.addDocument',
      collectionName: 'notes',
      _id: 'beside',
      data: { n: 1 },
      access_token,
    }
    expect(await postWeb(cloud, added)).toMatchObject({ data: { _id: 'beside' } })
    expect(await cloud.database.remove('notes', { _id: 'beside', n: 1 }, { multi: true })).toBe(1)
  })

  it('counts requests as those of web apps', async () => {
    cloud.counts.reset()
    await postWeb(cloud, { ...read, access_token })
    expect(cloud.counts.byRequest()).toMatchObject([
      { action: 'database.queryDocument', collection: 'notes', source: 'web_client' },
    ])
  })
})

describe('pages of other origins', () => {
  const preflight = (origin: string, path = '/web') =>
    fetch(`${cloud.url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-sdk-version,x-seqid,x-tcb-trace',
      },
    })

  it('may use the web SDKs from this machine and from the secure domains', async () => {
    for (const origin of ['http://localhost:3000', 'https://app.example.com', 'http://dev.example.com:8080']) {
      const { status, headers } = await preflight(origin)
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin])
      expect(headers.get('access-control-allow-headers')).toBe('content-type,x-sdk-version,x-seqid,x-tcb-trace')
      const answer = await postWeb(cloud, { ...read, access_token }, { origin })
      expect(answer).toMatchObject({ data: { list: [] } })
    }
  })

  it('are refused from anywhere else', async () => {
    for (const origin of [
      'https://evil.example',
      'https://app.example.com.evil.example',
      'http://app.example.com:99',
    ]) {
      const { status, headers } = await preflight(origin)
      expect([status, headers.get('access-control-allow-origin')]).toEqual([403, null])
      expect(await postWeb(cloud, { ...read, access_token }, { origin })).toMatchObject({
        code: 'INVALID_REQUEST_SOURCE',
      })
    }
  })

  it('reach nothing but what web apps use, also from secure domains', async () => {
    for (const path of ['/admin', '/emulator/health', '/console']) {
      expect((await preflight('https://app.example.com', path)).status).toBe(403)
    }
  })
})
