import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WebUser } from '../fixtures/webUser.ts'
import { openTarget, type ServerDatabase, type Target } from './target.ts'

// The rules themselves stand in fixtures/conformance/database-rules.json.
const DENIED = 'DATABASE_PERMISSION_DENIED'

let target: Target
let server: ServerDatabase
let ann: WebUser
let bob: WebUser
beforeAll(async () => {
  target = await openTarget()
  server = target.serverApp().database()
  ann = target.webApp()
  bob = target.webApp()
  for (const { auth } of [ann, bob]) await auth.signInAnonymously()
})
beforeEach(async () => {
  for (const name of ['ruledAges', 'ruledOwn', 'ruledTalks', 'ruledRooms']) await target.collection(name)
})
afterAll(() => target.close())

const uid = (user: WebUser) => user.auth.currentUser?.uid
const own = (user = ann) => user.database.collection('ruledOwn')

describe('a read under `doc.age > 10`', () => {
  const ages = () => ann.database.collection('ruledAges')
  beforeEach(() => server.collection('ruledAges').add([{ age: 8 }, { age: 12 }, { age: 20 }]))

  it('passes when the query implies the rule', async () => {
    const { command: _ } = ann.database
    expect(
      (
        await ages()
          .where({ age: _.gt(15) })
          .get()
      ).data,
    ).toMatchObject([{ age: 20 }])
    expect((await ages().where({ age: 12 }).get()).data).toMatchObject([{ age: 12 }])
    expect(
      (
        await ages()
          .where({ age: _.in([12, 20]) })
          .get()
      ).data,
    ).toHaveLength(2)
    expect(
      (
        await ages()
          .where(_.or([{ age: 12 }, { age: _.gte(18) }]))
          .get()
      ).data,
    ).toHaveLength(2)
  })

  it('is refused, not filtered, when the query does not imply it', async () => {
    const { command: _ } = ann.database
    const tooWide = [{}, { age: _.gt(8) }, { age: _.gte(10) }, { age: _.in([8, 12]) }, { age: _.lt(20) }, { name: 'x' }]
    for (const condition of tooWide) await expect(ages().where(condition).get()).rejects.toThrow(DENIED)
    await expect(
      ages()
        .where(_.or([{ age: 12 }, { age: 8 }]))
        .get(),
    ).rejects.toThrow(DENIED)
  })

  it('is judged in the same way when it counts', async () => {
    const { command: _ } = ann.database
    expect(
      await ages()
        .where({ age: _.gt(10) })
        .count(),
    ).toMatchObject({ total: 2 })
    await expect(
      ages()
        .where({ age: _.gt(9) })
        .count(),
    ).rejects.toThrow(DENIED)
    await expect(ages().count()).rejects.toThrow(DENIED)
  })

  it('is judged by the first match when it aggregates', async () => {
    const { command: _ } = ann.database
    const sum = { _id: null, sum: _.aggregate.sum('$age') }
    const old = { age: _.gt(10) }
    expect((await ages().aggregate().match(old).group(sum).end()).data).toMatchObject([{ sum: 32 }])
    await expect(ages().aggregate().group(sum).end()).rejects.toThrow(DENIED)
    await expect(
      ages()
        .aggregate()
        .match({ age: _.gt(1) })
        .match(old)
        .end(),
    ).rejects.toThrow(DENIED)
    await expect(ages().aggregate().addFields({ age: 20 }).match(old).end()).rejects.toThrow(DENIED)
  })

  it('is free for a server', async () => {
    expect((await server.collection('ruledAges').get()).data).toHaveLength(3)
  })
})

describe('a create', () => {
  it('is judged by the document that is to be', async () => {
    const ages = ann.database.collection('ruledAges')
    await ages.add({ age: 30 })
    for (const document of [{ age: 0 }, { age: 150 }, { age: '30' }, {}]) {
      await expect(ages.add(document)).rejects.toThrow(DENIED)
    }
    expect((await server.collection('ruledAges').get()).data).toMatchObject([{ age: 30, _openid: uid(ann) }])
  })

  it('bears the uid of the user who makes it, and refuses another', async () => {
    await own().add({ n: 1 })
    await expect(own().add({ n: 2, _openid: uid(bob) })).rejects.toThrow(DENIED)
    expect((await server.collection('ruledOwn').get()).data).toMatchObject([{ n: 1, _openid: uid(ann) }])
  })
})

describe('documents under `doc._openid == auth.uid`', () => {
  beforeEach(async () => {
    await own(ann).add({ n: 1, kind: 'x' })
    await own(bob).add({ n: 2, kind: 'x' })
  })

  it.each(['{uid}', '{openid}'])('are read by their owner, for whom %s may stand in a query', async (placeholder) => {
    for (const [user, n] of [
      [ann, 1],
      [bob, 2],
    ] as const) {
      const { data } = await own(user).where({ _openid: placeholder }).get()
      expect(data).toMatchObject([{ n, _openid: uid(user) }])
      expect(
        (
          await own(user)
            .where({ _openid: uid(user) })
            .get()
        ).data,
      ).toEqual(data)
    }
  })

  it('are read by nobody else, and by no query that names no owner', async () => {
    await expect(
      own(ann)
        .where({ _openid: uid(bob) })
        .get(),
    ).rejects.toThrow(DENIED)
    await expect(own(ann).where({ kind: 'x' }).get()).rejects.toThrow(DENIED)
    await expect(own(ann).get()).rejects.toThrow(DENIED)
  })

  it('are changed and removed by their owner alone', async () => {
    const others = own(bob).where({ _openid: uid(ann) })
    await expect(others.update({ n: 9 })).rejects.toThrow(DENIED)
    await expect(others.remove()).rejects.toThrow(DENIED)
    await expect(own(bob).where({ kind: 'x' }).remove()).rejects.toThrow(DENIED)
    expect(await own(ann).where({ _openid: '{uid}' }).update({ n: 5 })).toMatchObject({ updated: 1 })
    expect(await own(bob).where({ _openid: '{uid}' }).remove()).toMatchObject({ deleted: 1 })
    expect((await server.collection('ruledOwn').get()).data).toMatchObject([{ n: 5, _openid: uid(ann) }])
  })

  it('are not given away or taken over by an update', async () => {
    const mine = own(ann).where({ _openid: '{uid}' })
    await expect(mine.update({ _openid: uid(bob) })).rejects.toThrow(DENIED)
    await expect(
      own(bob)
        .where({ kind: 'x' })
        .update({ _openid: uid(bob) }),
    ).rejects.toThrow(DENIED)
    expect((await server.collection('ruledOwn').where({ n: 1 }).get()).data).toMatchObject([{ _openid: uid(ann) }])
  })

  it('keep a field that the rule lets no update set', async () => {
    const mine = own(ann).where({ _openid: '{uid}' })
    await expect(mine.update({ price: 1 })).rejects.toThrow(DENIED)
    expect(await mine.update({ title: 'x' })).toMatchObject({ updated: 1 })
  })
})

describe('a rule that looks into another document with get()', () => {
  it('passes the members of the room that the query names, and nobody else', async () => {
    await server.collection('ruledRooms').add({ _id: 'kitchen', members: [uid(ann)] })
    await server.collection('ruledRooms').add({ _id: 'bar', members: [uid(bob)] })
    await server.collection('ruledTalks').add([
      { room: 'kitchen', text: 'a' },
      { room: 'bar', text: 'b' },
    ])
    const talks = (user: WebUser) => user.database.collection('ruledTalks')
    expect((await talks(ann).where({ room: 'kitchen' }).get()).data).toMatchObject([{ text: 'a' }])
    expect((await talks(bob).where({ room: 'bar' }).get()).data).toMatchObject([{ text: 'b' }])
    for (const room of ['bar', 'nowhere']) await expect(talks(ann).where({ room }).get()).rejects.toThrow(DENIED)
    await expect(talks(ann).get()).rejects.toThrow(DENIED)
    await server
      .collection('ruledRooms')
      .doc('bar')
      .update({ members: [uid(ann)] })
    expect((await talks(ann).where({ room: 'bar' }).get()).data).toMatchObject([{ text: 'b' }])
    await expect(talks(bob).where({ room: 'bar' }).get()).rejects.toThrow(DENIED)
  })
})
