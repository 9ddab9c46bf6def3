import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webProject } from '../../fixtures/webProject.ts'
import { openWebUser, ticketFor } from '../../fixtures/webUser.ts'
import type { Cloud } from '../index.ts'

const project = webProject({ notes: 'PRIVATE' })
let cloud: Cloud
beforeAll(async () => {
  cloud = await project.start()
})
afterAll(async () => {
  await cloud.stop()
  project.remove()
})

describe('an anonymous user', () => {
  it('gets a uid and a login, and keeps both', async () => {
    const { auth, database, sdk } = openWebUser(cloud)
    const state = await auth.signInAnonymously()
    expect(state?.isAnonymousAuth).toBe(true)
    const uid = auth.currentUser?.uid
    expect(uid).toMatch(/^[0-9a-f]{32}$/)
    const added = await database.collection('notes').add({ text: 'hi', at: new Date(1000) })
    expect(added).toMatchObject({ id: expect.any(String) })
    const got = await database.collection('notes').get()
    expect(got.data).toEqual([{ _id: added.id, _openid: uid, text: 'hi', at: new Date(1000) }])
    const { result } = await sdk.callFunction({ name: 'echo', data: {} })
    expect(result.before).toMatchObject({ SOURCE: 'web_client', nodeOpenid: '' })
    await auth.signInAnonymously()
    expect(auth.currentUser?.uid).toBe(uid)
  })
})

describe('custom login', () => {
  it('works', async () => {
    const { auth } = openWebUser(cloud)
    await auth.signInWithTicket(ticketFor(cloud, 'cook-1'))
    expect(auth.hasLoginState()?.isCustomAuth).toBe(true)
    expect(auth.currentUser?.customUserId).toBe('cook-1')
  })
})
