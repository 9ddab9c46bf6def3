import { generateKeyPairSync } from 'node:crypto'
import cloudbase from '@cloudbase/node-sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WebUser } from '../fixtures/webUser.ts'
import { memoryStorage } from '../src/web/sdkAdapter.ts'
import { hasLoginKey, openTarget, type Target } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await openTarget()
})
beforeEach(() => target.collection('webNotes'))
afterAll(() => target.close())

const uidOf = ({ auth }: WebUser) => auth.currentUser?.uid
/** Custom ids that no test before has used, in an environment that keeps its users. */
const newId = () => `test-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`

describe('an anonymous login', () => {
  it('keeps its uid and documents in a new page of the same browser, and has another uid in another', async () => {
    const localStorage = memoryStorage()
    const before = target.webApp({ localStorage })
    await before.auth.signInAnonymously()
    expect(before.auth.currentUser).toMatchObject({ uid: expect.stringMatching(/./), loginType: 'ANONYMOUS' })
    await before.database.collection('webNotes').add({ n: 1 })
    const after = target.webApp({ localStorage })
    expect(after.auth.hasLoginState()?.isAnonymousAuth).toBe(true)
    const { data } = await after.database
      .collection('webNotes')
      .where({ _openid: uidOf(before) })
      .get()
    expect(data).toMatchObject([{ n: 1 }])
    await after.auth.signInAnonymously()
    expect(uidOf(after)).toBe(uidOf(before))
    const other = target.webApp()
    await other.auth.signInAnonymously()
    expect(uidOf(other)).not.toBe(uidOf(before))
  })

  it('tells the service who is there', async () => {
    const { auth } = target.webApp()
    await auth.signInAnonymously()
    const { uid, loginType } = await auth.getUserInfo()
    expect([uid, loginType]).toEqual([auth.currentUser?.uid, 'ANONYMOUS'])
  })

  it('cannot be ended, since nobody could come back to it', async () => {
    const { auth } = target.webApp()
    await auth.signInAnonymously()
    await expect(auth.signOut()).rejects.toThrow()
    expect(auth.hasLoginState()).not.toBeNull()
  })
})

describe.skipIf(!hasLoginKey)('a login by a ticket that node-sdk signed', () => {
  it('is of the user with the custom id, the same in every browser', async () => {
    const id = newId()
    const [here, there] = [target.webApp(), target.webApp()]
    await here.auth.signInWithTicket(target.ticketFor(id))
    expect(here.auth.hasLoginState()?.isCustomAuth).toBe(true)
    expect(await here.auth.getUserInfo()).toMatchObject({ customUserId: id, loginType: 'CUSTOM' })
    await there.auth.signInWithTicket(target.ticketFor(id))
    expect(uidOf(there)).toBe(uidOf(here))
    const another = target.webApp()
    await another.auth.signInWithTicket(target.ticketFor(newId()))
    expect(uidOf(another)).not.toBe(uidOf(here))
  })

  it('is known to functions by its custom id', async () => {
    const id = newId()
    const { sdk, auth } = target.webApp()
    await auth.signInWithTicket(target.ticketFor(id))
    const { result } = await sdk.callFunction({ name: 'caller', data: {} })
    expect(result).toMatchObject({ web: { uid: auth.currentUser?.uid, customUserId: id, isAnonymous: false } })
  })

  it('ends by signOut, in a new page of the same browser too', async () => {
    const localStorage = memoryStorage()
    const { auth, database } = target.webApp({ localStorage })
    await auth.signInWithTicket(target.ticketFor(newId()))
    await database.collection('webNotes').add({ n: 1 })
    await auth.signOut()
    expect(auth.hasLoginState()).toBeNull()
    await expect(database.collection('webNotes').add({ n: 2 })).rejects.toThrow()
    expect(target.webApp({ localStorage }).auth.hasLoginState()).toBeNull()
    expect(await target.serverApp().database().collection('webNotes').count()).toMatchObject({ total: 1 })
  })

  it('is refused when another key signed the ticket, or nobody did', async () => {
    const { auth, database } = target.webApp()
    const [keyId] = target.ticketFor('mallory').split('/@@/')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const private_key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
    const credentials = { private_key_id: keyId ?? '', private_key, env_id: target.envId }
    const forged = cloudbase.init({ env: target.envId, credentials }).auth().createTicket('mallory', {})
    for (const ticket of [forged, 'mallory']) {
      await expect(auth.signInWithTicket(ticket)).rejects.toThrow('INVALID_CUSTOM_LOGIN_TICKET')
    }
    expect(auth.hasLoginState()).toBeNull()
    await expect(database.collection('webNotes').get()).rejects.toThrow()
  })
})

describe('a page where nobody is logged in', () => {
  it('neither reads, nor writes, nor calls functions', async () => {
    const { sdk, database } = target.webApp()
    await expect(database.collection('webNotes').get()).rejects.toThrow()
    await expect(database.collection('webNotes').add({ n: 1 })).rejects.toThrow()
    await expect(sdk.callFunction({ name: 'echo', data: {} })).rejects.toThrow()
  })
})
