import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import cloudbase from '@cloudbase/node-sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { webProject } from '../../fixtures/webProject.ts'
import { openWebUser, postWeb, ticketFor } from '../../fixtures/webUser.ts'
import type { Cloud } from '../index.ts'
import { memoryStorage } from './sdkAdapter.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const project = webProject({ notes: 'PRIVATE' })
let cloud: Cloud
beforeAll(async () => {
  cloud = await project.start()
})
// Tickets are signed by the machine's time.
beforeEach(() => cloud.clock.set(Date.now()))
afterAll(async () => {
  await cloud.stop()
  project.remove()
})

const login = (params: object) => postWeb(cloud, { action: 'auth.signInWithTicket', refresh_token: '', ...params })
const renew = (refresh_token: unknown) =>
  postWeb(cloud, { action: 'auth.fetchAccessTokenWithRefreshToken', refresh_token })
const infoWith = (access_token: unknown) => postWeb(cloud, { action: 'auth.getUserInfo', access_token })
const stored = (user: { auth: { hasLoginState(): unknown } }) =>
  (user.auth.hasLoginState() as { credential: { refreshToken: string; accessToken: string } }).credential

describe('an anonymous user', () => {
  it('gets a uid, which lasts in the same browser and is another in another', async () => {
    const localStorage = memoryStorage()
    const first = openWebUser(cloud, { localStorage })
    expect((await first.auth.signInAnonymously()).isAnonymousAuth).toBe(true)
    const uid = first.auth.currentUser?.uid
    expect(first.auth.currentUser).toMatchObject({
      uid: expect.stringMatching(/^[0-9a-f]{32}$/),
      loginType: 'ANONYMOUS',
    })
    const again = openWebUser(cloud, { localStorage })
    expect(again.auth.currentUser?.uid).toBe(uid)
    await again.auth.signInAnonymously()
    expect(again.auth.currentUser?.uid).toBe(uid)
    const other = openWebUser(cloud)
    await other.auth.signInAnonymously()
    expect(other.auth.currentUser?.uid).not.toBe(uid)
  })

  it('is not whoever knows the uid: that takes the refresh token that was given with it', async () => {
    const ann = await postWeb(cloud, { action: 'auth.signInAnonymously' })
    const bob = await postWeb(cloud, { action: 'auth.signInAnonymously' })
    const as = async (refresh_token?: unknown) =>
      (await postWeb(cloud, { action: 'auth.signInAnonymously', anonymous_uuid: ann.uuid, refresh_token })).uuid
    expect(await as()).not.toBe(ann.uuid)
    expect(await as('')).not.toBe(ann.uuid)
    expect([ann.uuid, bob.uuid]).not.toContain(await as(bob.refresh_token))
    expect(await as(ann.refresh_token)).toBe(ann.uuid)
    expect(await as(ann.refresh_token)).not.toBe(ann.uuid)
  })

  it('keeps uid and documents when the login has expired, since the SDK logs in again by itself', async () => {
    const { auth, database } = openWebUser(cloud)
    await auth.signInAnonymously()
    const uid = auth.currentUser?.uid
    await database.collection('notes').add({ n: 1 })
    cloud.clock.advance(31 * DAY_MS)
    expect((await database.collection('notes').get()).data).toMatchObject([{ n: 1, _openid: uid }])
  })
})

describe('custom login', () => {
  it('makes a user at the first ticket and finds it at the next; logins and their ends outlast a restart', async () => {
    const data = mkdtempSync(join(tmpdir(), 'logins-'))
    const before = await project.start({ data })
    const ann = openWebUser(before)
    await ann.auth.signInWithTicket(ticketFor(before, 'cook-1'))
    expect(ann.auth.hasLoginState()?.isCustomAuth).toBe(true)
    expect(ann.auth.currentUser).toMatchObject({ customUserId: 'cook-1', loginType: 'CUSTOM' })
    const uid = ann.auth.currentUser?.uid
    const { refreshToken, accessToken } = stored(ann)
    const gone = openWebUser(before)
    await gone.auth.signInWithTicket(ticketFor(before, 'cook-gone'))
    const ended = stored(gone).refreshToken
    await gone.auth.signOut()
    await before.stop()
    const after = await project.start({ data })
    const params = { action: 'auth.getUserInfo', access_token: accessToken }
    expect(await postWeb(after, params)).toMatchObject({ data: { uid, customUserId: 'cook-1' } })
    const renewal = { action: 'auth.fetchAccessTokenWithRefreshToken', refresh_token: refreshToken }
    expect(await postWeb(after, renewal)).toMatchObject({ access_token: expect.any(String) })
    expect(await postWeb(after, { ...renewal, refresh_token: ended })).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' })
    const again = openWebUser(after)
    await again.auth.signInWithTicket(ticketFor(after, 'cook-1'))
    expect(again.auth.currentUser?.uid).toBe(uid)
    await after.stop()
    rmSync(data, { recursive: true })
  })

  it('takes a ticket that a function made with the key that cloudbaserc.json hands it', async () => {
    const { ticket } = (await cloud.callFunction('ticket', { user: 'cook-2' })) as { ticket: string }
    const { auth } = openWebUser(cloud)
    await auth.signInWithTicket(ticket)
    expect(auth.currentUser?.customUserId).toBe('cook-2')
  })

  it('lets the SDK renew the access token once it expires, and repeat what it asked', async () => {
    const { auth, database } = openWebUser(cloud)
    await auth.signInWithTicket(ticketFor(cloud, 'cook-3', { refresh: HOUR_MS, expire: cloud.clock.now() + DAY_MS }))
    cloud.counts.reset()
    cloud.clock.advance(HOUR_MS - 60_000)
    expect((await database.collection('notes').get()).data).toEqual([])
    expect(cloud.counts.byAction()).not.toHaveProperty(['auth.fetchAccessTokenWithRefreshToken'])
    cloud.clock.advance(120_000)
    expect((await database.collection('notes').get()).data).toEqual([])
    expect(cloud.counts.byAction()).toMatchObject({ 'auth.fetchAccessTokenWithRefreshToken': 1 })
  })

  it('ends when the ticket said so, and the SDK tells the page', async () => {
    const { auth, database } = openWebUser(cloud)
    await auth.signInWithTicket(ticketFor(cloud, 'cook-4', { expire: cloud.clock.now() + DAY_MS }))
    let expired = 0
    auth.onLoginStateExpired(() => {
      expired += 1
    })
    const { refreshToken } = stored({ auth })
    cloud.clock.advance(DAY_MS)
    await expect(database.collection('notes').get()).rejects.toThrow('REFRESH_TOKEN_EXPIRED')
    expect(expired).toBe(1)
    expect(auth.hasLoginState()).toBeNull()
    expect(await renew(refreshToken)).toMatchObject({ code: 'REFRESH_TOKEN_EXPIRED' })
  })

  it('takes a small expire for a duration', async () => {
    const { refresh_token } = await login({ ticket: ticketFor(cloud, 'cook-5', { expire: HOUR_MS }) })
    expect(await renew(refresh_token)).toMatchObject({ access_token_expire: expect.any(Number) })
  })

  it('ends with signOut: neither token is of use any more', async () => {
    const { auth } = openWebUser(cloud)
    await auth.signInWithTicket(ticketFor(cloud, 'cook-6'))
    const { refreshToken, accessToken } = stored({ auth })
    await auth.signOut()
    expect(auth.hasLoginState()).toBeNull()
    expect(await renew(refreshToken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' })
    expect(await infoWith(accessToken)).toMatchObject({ code: 'ACCESS_TOKEN_EXPIRED' })
  })

  it('makes the earlier refresh token useless when the same browser logs in again, as whoever', async () => {
    const first = await login({ ticket: ticketFor(cloud, 'cook-7') })
    const second = await login({ ticket: ticketFor(cloud, 'cook-8'), refresh_token: first.refresh_token })
    expect(await renew(first.refresh_token)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' })
    expect(await renew(second.refresh_token)).not.toHaveProperty('code')
  })

  it('ends the login on another device, unless the cloud is told to allow many', async () => {
    const [here, there] = [openWebUser(cloud), openWebUser(cloud)]
    for (const { auth } of [here, there]) await auth.signInWithTicket(ticketFor(cloud, 'cook-9'))
    expect(await renew(stored(here).refreshToken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' })
    expect(await renew(stored(there).refreshToken)).not.toHaveProperty('code')

    const many = await project.start({ loginsAtOnce: 'many' })
    const renewals = []
    for (const ticket of [ticketFor(many, 'cook-9'), ticketFor(many, 'cook-9')]) {
      const { refresh_token } = await postWeb(many, { action: 'auth.signInWithTicket', ticket })
      renewals.push({ action: 'auth.fetchAccessTokenWithRefreshToken', refresh_token })
    }
    for (const renewal of renewals) expect(await postWeb(many, renewal)).not.toHaveProperty('code')
    await many.stop()
  })

  it('refuses every ticket that this environment did not sign for itself, now', async () => {
    const other = await project.start()
    const good = ticketFor(cloud, 'mallory')
    const [keyId, token = ''] = good.split('/@@/')
    const [header = '', payload = '', signature = ''] = token.split('.')
    const forged = ticketFor(other, 'mallory').split('/@@/')[1]
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const { credentials, envId } = {
      credentials: cloud.parts.loginKey.credentials('another-env'),
      envId: 'another-env',
    }
    const bad: Record<string, unknown> = {
      'no ticket': undefined,
      'a number': 1,
      'not a ticket': 'x',
      'no token': `${keyId}/@@/`,
      'the key id of another': ticketFor(other, 'mallory'),
      'signed by another key': `${keyId}/@@/${forged}`,
      'for another environment': cloudbase.init({ env: envId, credentials }).auth().createTicket('mallory'),
      'another user in it': `${keyId}/@@/${header}.${encoded({ ...claims, uid: 'admin' })}.${signature}`,
      'not signed': `${keyId}/@@/${encoded({ alg: 'none' })}.${payload}.`,
      'a login in the past': ticketFor(cloud, 'mallory', { expire: claims.iat }),
    }
    for (const [what, ticket] of Object.entries(bad)) {
      expect([what, await login({ ticket })]).toEqual([
        what,
        expect.objectContaining({ code: 'AUTH_INVALID_CUSTOM_LOGIN_TICKET' }),
      ])
    }
    await expect(openWebUser(cloud).auth.signInWithTicket(`${good}x`)).rejects.toThrow('INVALID_CUSTOM_LOGIN_TICKET')
    expect(await login({ ticket: good })).not.toHaveProperty('code')
    cloud.clock.advance(10 * 60_000)
    expect(await login({ ticket: good })).toMatchObject({ code: 'AUTH_INVALID_CUSTOM_LOGIN_TICKET' })
    await other.stop()
  })
})

describe('an anonymous user who is given a custom id', () => {
  it('keeps uid and documents, and is found by the id from then on', async () => {
    const { auth, database } = openWebUser(cloud)
    await auth.signInAnonymously()
    const uid = auth.currentUser?.uid
    const { refreshToken } = stored({ auth })
    await database.collection('notes').add({ n: 7 })
    await auth.linkAndRetrieveDataWithTicket(ticketFor(cloud, 'guest-1'))
    expect((await database.collection('notes').get()).data).toMatchObject([{ n: 7, _openid: uid }])
    expect(await renew(refreshToken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' })
    const elsewhere = openWebUser(cloud)
    await elsewhere.auth.signInWithTicket(ticketFor(cloud, 'guest-1'))
    expect(elsewhere.auth.currentUser).toMatchObject({ uid, loginType: 'CUSTOM' })
  })

  it('is refused an id that another user has', async () => {
    await login({ ticket: ticketFor(cloud, 'guest-2') })
    const { auth } = openWebUser(cloud)
    await auth.signInAnonymously()
    await expect(auth.linkAndRetrieveDataWithTicket(ticketFor(cloud, 'guest-2'))).rejects.toThrow(
      'AUTH_CUSTOM_USER_ID_HAS_BEEN_BOUND',
    )
    expect(auth.currentUser?.loginType).toBe('ANONYMOUS')
  })

  it('must be the one whose refresh token comes with it', async () => {
    const ann = await postWeb(cloud, { action: 'auth.signInAnonymously' })
    const bob = await postWeb(cloud, { action: 'auth.signInAnonymously' })
    const { access_token } = await renew(bob.refresh_token)
    const action = 'auth.linkAndRetrieveDataWithTicket'
    const ticket = ticketFor(cloud, 'guest-3')
    const taken = { action, access_token, ticket, anonymous_uuid: ann.uuid, refresh_token: bob.refresh_token }
    expect(await postWeb(cloud, taken)).toMatchObject({ code: 'INVALID_REFRESH_TOKEN' })
  })
})

describe('what is known of a user', () => {
  it('is told to the user, who may add to it, and to the server by uid or custom id', async () => {
    const { auth } = openWebUser(cloud)
    await auth.signInWithTicket(ticketFor(cloud, 'known-1'))
    await auth.currentUser?.update({ nickName: 'Ann', city: 'Chengdu' })
    expect(await auth.currentUser?.refresh()).toMatchObject({
      nickName: 'Ann',
      city: 'Chengdu',
      customUserId: 'known-1',
    })
    await expect(auth.currentUser?.update({ nickName: { $ne: 1 } } as never)).rejects.toThrow('INVALID_PARAM')
    const { uid = '' } = auth.currentUser ?? {}
    Object.assign(process.env, cloud.sdkEnvironment)
    const server = cloudbase.init({ env: cloud.envId }).auth()
    expect(await server.getEndUserInfo(uid)).toMatchObject({
      userInfo: { uid, nickName: 'Ann', customUserId: 'known-1' },
    })
    const asked = { platform: 'CUSTOM', platformId: 'known-1' }
    expect(await server.queryUserInfo(asked)).toMatchObject({ userInfo: { uid } })
    await expect(server.getEndUserInfo('nobody')).rejects.toMatchObject({ code: 'INVALID_PARAM' })
  })
})
