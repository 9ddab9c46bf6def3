import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webProject } from '../../fixtures/webProject.ts'
import { ticketFor } from '../../fixtures/webUser.ts'
import type { Cloud } from '../index.ts'
import { memoryStorage, sdkAdapter } from './sdkAdapter.ts'

type Rows = Promise<{ data: Record<string, unknown>[] }>
interface Documents {
  where(condition: object): Documents
  doc(id: string): {
    get(): Rows
    update(change: object): Promise<{ updated: number }>
    set(body: object): Promise<unknown>
  }
  add(document: object): Promise<{ id: string }>
  get(): Rows
  count(): Promise<{ total: number }>
  aggregate(): { match(condition: object): { end(): Rows } }
}
interface Auth {
  signInAnonymously(): Promise<{ error: { code: string } | null }>
  setCustomSignFunc(getTicket: () => Promise<string>): void
  signInWithCustomTicket(): Promise<{ error: { code: string } | null }>
  getCurrentUser(): Promise<{ uid?: string } | null>
  refreshTokenForce(): Promise<unknown>
  getAccessToken(): Promise<{ accessToken: string }>
  signOut(): Promise<unknown>
}
interface App {
  registerEndPoint(url: string, protocol: string): void
  auth(options: object): Auth
  database(): { collection(name: string): Documents; serverDate(): object; command: { gt(n: number): object } }
  callFunction(call: { name: string; data?: object }): Promise<{ result: Record<string, Record<string, unknown>> }>
}
interface JsSdk {
  useAdapters(adapter: object): void
  init(options: { env: string }): App
}

const require = createRequire(import.meta.url)
const project = webProject({ notes: 'PRIVATE' })
let cloud: Cloud
let app: App
let auth: Auth

beforeAll(async () => {
  cloud = await project.start()
  const loaded = require('@cloudbase/js-sdk') as JsSdk & { default?: JsSdk }
  const sdk = loaded.default ?? loaded
  // Node has no page: the adapter gives the SDK a memory; where to send is told by the SDK's own end-point setting.
  sdk.useAdapters(sdkAdapter(cloud.url))
  app = sdk.init({ env: cloud.envId })
  app.registerEndPoint(`//127.0.0.1:${cloud.port}/web`, 'http')
  const memory = memoryStorage()
  const storage = {
    getItem: async (key: string) => memory.getItem(key) ?? null,
    setItem: async (key: string, value: string) => memory.setItem(key, value),
    removeItem: async (key: string) => memory.removeItem(key),
    getItemSync: (key: string) => memory.getItem(key) ?? null,
  }
  // The address of logins is fixed when auth is made, so it is made after the end point was set.
  auth = app.auth({ persistence: 'local', storage })
})
afterAll(async () => {
  await cloud.stop()
  project.remove()
})

const uid = async () => (await auth.getCurrentUser())?.uid
const notes = () => app.database().collection('notes')

describe('@cloudbase/js-sdk 2', () => {
  it('logs in anonymously and uses documents and functions as that user', async () => {
    await auth.signInAnonymously()
    expect(await uid()).toMatch(/^[0-9a-f]{32}$/)
    const { id } = await notes().add({ n: 1, at: new Date(1000), made: app.database().serverDate() })
    expect(
      (
        await notes()
          .where({ n: app.database().command.gt(0), at: new Date(1000) })
          .get()
      ).data,
    ).toEqual([{ _id: id, _openid: await uid(), n: 1, at: new Date(1000), made: expect.any(Date) }])
    expect(await notes().doc(id).update({ n: 2 })).toMatchObject({ updated: 1 })
    await notes().doc('fixed').set({ n: 3 })
    expect(await notes().count()).toMatchObject({ total: 2 })
    expect((await notes().aggregate().match({ n: 3 }).end()).data).toMatchObject([{ _id: 'fixed', n: 3 }])
    const { result } = await app.callFunction({ name: 'echo', data: { a: 1 } })
    expect(result).toMatchObject({ event: { a: 1 }, web: { uid: await uid(), loginType: 'ANONYMOUS', openId: '' } })
  })

  it('logs in by a custom ticket, and finds that user again', async () => {
    const uids = []
    for (let turn = 0; turn < 2; turn += 1) {
      auth.setCustomSignFunc(async () => ticketFor(cloud, 'waiter-1'))
      await auth.signInWithCustomTicket()
      uids.push(await uid())
    }
    expect(uids[0]).toBe(uids[1])
    const { result } = await app.callFunction({ name: 'echo' })
    expect(result.web).toMatchObject({ uid: uids[0], customUserId: 'waiter-1', loginType: 'CUSTOM' })
  })

  it('is told why a ticket is refused', async () => {
    auth.setCustomSignFunc(async () => 'no ticket')
    expect((await auth.signInWithCustomTicket()).error).toMatchObject({ code: 'invalid_argument' })
  })

  it('renews its access token', async () => {
    await auth.signInAnonymously()
    const before = await uid()
    cloud.clock.advance(3 * 3_600_000)
    expect(await notes().get()).toMatchObject({ code: 'ACCESS_TOKEN_EXPIRED' })
    await auth.refreshTokenForce()
    expect((await notes().get()).data).toEqual([])
    expect(await uid()).toBe(before)
  })

  it('logs out, after which its tokens are of no use', async () => {
    cloud.clock.set(Date.now())
    await auth.signInAnonymously()
    const { accessToken } = await auth.getAccessToken()
    const me = () => fetch(`${cloud.url}/auth/v1/user/me`, { headers: { authorization: `Bearer ${accessToken}` } })
    expect((await me()).status).toBe(200)
    await auth.signOut()
    const refused = await me()
    expect([refused.status, await refused.json()]).toEqual([401, expect.objectContaining({ error: 'unauthenticated' })])
  })
})

describe('the address of logins', () => {
  it.each([
    ['POST', '/auth/v1/token', '{"grant_type":"password"}', 400, 'invalid_argument'],
    ['POST', '/auth/v1/token', '{"grant_type":"refresh_token","refresh_token":"x"}', 400, 'invalid_grant'],
    ['POST', '/auth/v1/signin/custom', '{', 400, 'invalid_argument'],
    ['POST', '/auth/v1/revoke', '{}', 401, 'unauthenticated'],
    ['GET', '/auth/v1/user/me', undefined, 401, 'unauthenticated'],
    ['GET', '/auth/v1/nothing', undefined, 404, 'not_found'],
    ['GET', '/authority', undefined, 404, undefined],
  ])('answers %s %s with %s by status and error', async (method, path, body, status, error) => {
    const answer = await fetch(cloud.url + path, { method, body })
    expect([answer.status, ((await answer.json()) as { error?: string }).error]).toEqual([status, error])
  })
})
