import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { callAs } from '../../fixtures/shop.ts'
import { webProject } from '../../fixtures/webProject.ts'
import { openWebUser, ticketFor, type WebUser } from '../../fixtures/webUser.ts'
import type { Cloud } from '../index.ts'

const project = webProject({
  readonly: 'READONLY',
  private: 'PRIVATE',
  adminwrite: 'ADMINWRITE',
  adminonly: 'ADMINONLY',
  byUid: { read: 'doc._openid == auth.uid', write: 'doc._openid == auth.uid', create: true },
  members: { read: "auth.loginType != 'ANONYMOUS'", write: "auth.loginType == 'CUSTOM'" },
  phones: { read: 'doc._openid == auth.openid', write: true },
})
let cloud: Cloud
/** Two users of each way to log in. */
const users: Record<'anonymous' | 'custom', [WebUser, WebUser]> = {} as never

beforeAll(async () => {
  cloud = await project.start()
  const anonymous: [WebUser, WebUser] = [openWebUser(cloud), openWebUser(cloud)]
  const custom: [WebUser, WebUser] = [openWebUser(cloud), openWebUser(cloud)]
  for (const { auth } of anonymous) await auth.signInAnonymously()
  for (const [index, { auth }] of custom.entries()) await auth.signInWithTicket(ticketFor(cloud, `cook-${index}`))
  Object.assign(users, { anonymous, custom })
})
beforeEach(async () => {
  for (const { name } of cloud.database.collections()) await cloud.database.remove(name, {}, { multi: true })
})
afterAll(async () => {
  await cloud.stop()
  project.remove()
})

const DENIED = 'DATABASE_PERMISSION_DENIED'
const uidOf = ({ auth }: WebUser) => auth.currentUser?.uid

describe.each(['anonymous', 'custom'] as const)('documents of a web user who is logged in as %s', (kind) => {
  const pair = () => users[kind]

  it('READONLY: everyone reads, the creator alone changes, and each document bears its creator', async () => {
    const [ann, bob] = pair()
    const { id } = await ann.database.collection('readonly').add({ n: 1 })
    const note = (user: WebUser) => user.database.collection('readonly').doc(String(id))
    expect((await note(bob).get()).data).toEqual([{ _id: id, _openid: uidOf(ann), n: 1 }])
    expect(await note(bob).update({ n: 2 })).toMatchObject({ updated: 0 })
    expect(await note(bob).remove()).toMatchObject({ deleted: 0 })
    expect(await note(ann).update({ n: 2 })).toMatchObject({ updated: 1 })
    expect(await note(ann).set({ n: 3 })).toMatchObject({ updated: 1 })
    expect((await note(bob).get()).data).toEqual([{ _id: id, _openid: uidOf(ann), n: 3 }])
    expect(await note(ann).remove()).toMatchObject({ deleted: 1 })
  })

  it('PRIVATE: each sees the own documents only, by query, count and aggregation', async () => {
    const [ann, bob] = pair()
    for (const user of [ann, bob]) await user.database.collection('private').add({ who: uidOf(user) })
    expect((await ann.database.collection('private').get()).data).toMatchObject([{ who: uidOf(ann) }])
    expect(await ann.database.collection('private').count()).toMatchObject({ total: 1 })
    const all = await bob.database.collection('private').aggregate().project({ who: 1 }).end()
    expect(all.data).toMatchObject([{ who: uidOf(bob) }])
  })

  it('ADMINWRITE can be read, ADMINONLY cannot, and neither can be written', async () => {
    const [{ database }] = pair()
    await cloud.database.insert('adminwrite', [{ _id: 'a' }])
    expect((await database.collection('adminwrite').get()).data).toEqual([{ _id: 'a' }])
    for (const name of ['adminwrite', 'adminonly']) {
      await expect(database.collection(name).add({})).rejects.toThrow(DENIED)
      await expect(database.collection(name).doc('a').remove()).rejects.toThrow(DENIED)
    }
    await expect(database.collection('adminonly').get()).rejects.toThrow(DENIED)
  })

  it('rules know auth.uid, and {uid} and {openid} in a query stand for it', async () => {
    const [ann, bob] = pair()
    await ann.database.collection('byUid').add({ n: 1 })
    const own = (user: WebUser, _openid: string) => user.database.collection('byUid').where({ _openid })
    expect((await own(ann, '{uid}').get()).data).toMatchObject([{ n: 1, _openid: uidOf(ann) }])
    expect((await own(ann, '{openid}').get()).data).toHaveLength(1)
    expect((await own(bob, '{uid}').get()).data).toEqual([])
    await expect(own(bob, String(uidOf(ann))).get()).rejects.toThrow(DENIED)
    await expect(own(bob, String(uidOf(ann))).update({ n: 2 })).rejects.toThrow(DENIED)
    await expect(bob.database.collection('byUid').get()).rejects.toThrow(DENIED)
    expect(await own(ann, '{uid}').update({ n: 2 })).toMatchObject({ updated: 1 })
  })

  it('rules on auth.openid let no web user in', async () => {
    const [ann] = pair()
    await ann.database.collection('phones').add({ n: 1 })
    await expect(ann.database.collection('phones').where({ _openid: '{openid}' }).get()).rejects.toThrow(DENIED)
  })

  it('cannot be made in the name of another', async () => {
    const [ann, bob] = pair()
    await expect(ann.database.collection('byUid').add({ _openid: uidOf(bob) })).rejects.toThrow(DENIED)
  })
})

it('rules know how a web user logged in', async () => {
  const [[guest], [cook]] = [users.anonymous, users.custom]
  await expect(guest.database.collection('members').get()).rejects.toThrow(DENIED)
  await expect(guest.database.collection('members').add({})).rejects.toThrow(DENIED)
  await cook.database.collection('members').add({ n: 1 })
  expect((await cook.database.collection('members').get()).data).toHaveLength(1)
})

describe('a function', () => {
  const called = async ({ sdk }: WebUser, data: object) => (await sdk.callFunction({ name: 'echo', data })).result

  it('knows a web user by uid and login type, and by no openid', async () => {
    const [guest] = users.anonymous
    expect(await called(guest, { a: 1 })).toMatchObject({
      event: { a: 1 },
      before: { SOURCE: 'web_client', nodeOpenid: '' },
      web: { openId: '', uid: uidOf(guest), customUserId: '', isAnonymous: true, loginType: 'ANONYMOUS' },
    })
    const [cook] = users.custom
    const seen = await called(cook, { userInfo: { openId: 'mallory' } })
    expect(seen.web).toMatchObject({
      uid: uidOf(cook),
      customUserId: 'cook-0',
      isAnonymous: false,
      loginType: 'CUSTOM',
    })
    expect(seen.before).not.toHaveProperty('OPENID')
    expect(cloud.parts.callLog.recent('echo').at(-1)).toMatchObject({ uid: uidOf(cook), source: 'web_client' })
  })

  it('that another calls for a web user knows the same user', async () => {
    const [cook] = users.custom
    const { nested } = await called(cook, { nest: 'echo' })
    expect(nested.result).toMatchObject({ before: { SOURCE: 'web_client,scf' }, web: { uid: uidOf(cook) } })
  })

  it('never takes the next caller for the last: web user, diner, nobody, on the same worker', async () => {
    const [guest] = users.anonymous
    const pids = new Set<number>()
    for (let turn = 0; turn < 3; turn += 1) {
      const web = await called(guest, {})
      const diner = (await callAs(cloud, 'ann', 'echo', {})) as Awaited<ReturnType<typeof called>>
      const nobody = (await cloud.callFunction('echo')) as Awaited<ReturnType<typeof called>>
      for (const { pid } of [web, diner, nobody]) pids.add(pid)
      expect([web.web.uid, web.before.OPENID]).toEqual([uidOf(guest), undefined])
      expect([diner.web.uid, diner.web.loginType, diner.before.OPENID]).toEqual(['', undefined, 'ann'])
      expect([nobody.web.uid, nobody.web.isAnonymous, nobody.before.OPENID]).toEqual(['', false, undefined])
    }
    expect(pids.size).toBe(1)
  })
})
