import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WebUser } from '../fixtures/webUser.ts'
import { openTarget, type Target } from './target.ts'

let target: Target
let ann: WebUser
let bob: WebUser
beforeAll(async () => {
  target = await openTarget()
  ann = target.webApp()
  bob = target.webApp()
  for (const { auth } of [ann, bob]) await auth.signInAnonymously()
})
beforeEach(async () => {
  for (const name of ['webNotes', 'webSecrets', 'webNews']) await target.collection(name)
})
afterAll(() => target.close())

const notes = (user = ann) => user.database.collection('webNotes')
const uid = (user: WebUser) => user.auth.currentUser?.uid
const DENIED = 'DATABASE_PERMISSION_DENIED'
const add = async (...documents: object[]) => {
  for (const document of documents) await notes().add(document)
}
const names = async (query: { get(): Promise<{ data: { name?: string }[] }> }) =>
  (await query.get()).data.map(({ name }) => name).sort()

describe('documents by tcb-js-sdk', () => {
  it('come back as they were written, dates and places included, with their creator', async () => {
    const { Geo, serverDate } = ann.database
    const at = new Date(1_700_000_000_000)
    const { id } = await notes().add({
      at,
      made: serverDate(),
      here: new Geo.Point(104.1, 30.6),
      tags: ['a', { b: at }],
    })
    const [note] = (await notes().doc(String(id)).get()).data
    expect(note).toMatchObject({ _id: id, _openid: uid(ann), at, tags: ['a', { b: at }] })
    expect(note.made).toBeInstanceOf(Date)
    expect(note.here).toMatchObject({ longitude: 104.1, latitude: 30.6 })
  })

  it('keep the _id that the page gave them', async () => {
    expect(await notes().add({ _id: 'fixed', n: 1 })).toMatchObject({ id: 'fixed' })
    expect((await notes().doc('fixed').get()).data).toMatchObject([{ n: 1 }])
    await expect(notes().add({ _id: 'fixed' })).rejects.toThrow(/E11000|duplicate/i)
  })

  it('are found by comparisons, logic, lists, texts and dates', async () => {
    const { command: _, RegExp: Pattern } = ann.database
    const day = (n: number) => new Date(Date.UTC(2026, 0, n))
    await add(
      { name: 'a', n: 1, day: day(1), tags: ['x', 'y'], in: { city: 'Chengdu' } },
      { name: 'b', n: 2, day: day(2), tags: ['y'], in: { city: 'Beijing' } },
      { name: 'C', n: 3, day: day(3), tags: [] },
    )
    expect(await names(notes().where({ n: _.gt(1) }))).toEqual(['C', 'b'])
    expect(await names(notes().where({ n: _.gt(1).and(_.lt(3)) }))).toEqual(['b'])
    expect(await names(notes().where({ n: _.in([1, 3]) }))).toEqual(['C', 'a'])
    expect(await names(notes().where({ n: _.neq(2) }))).toEqual(['C', 'a'])
    expect(await names(notes().where(_.or([{ n: 1 }, { name: 'C' }])))).toEqual(['C', 'a'])
    expect(await names(notes().where({ day: _.gte(day(2)) }))).toEqual(['C', 'b'])
    expect(await names(notes().where({ day: day(1) }))).toEqual(['a'])
    expect(await names(notes().where({ tags: 'y' }))).toEqual(['a', 'b'])
    expect(await names(notes().where({ tags: _.all(['x', 'y']) }))).toEqual(['a'])
    expect(await names(notes().where({ tags: _.size(0) }))).toEqual(['C'])
    expect(await names(notes().where({ in: { city: 'Beijing' } }))).toEqual(['b'])
    expect(await names(notes().where({ in: _.exists(false) }))).toEqual(['C'])
    expect(await names(notes().where({ name: /^c$/i }))).toEqual(['C'])
    expect(await names(notes().where({ name: Pattern({ regexp: '^[ab]', options: '' }) }))).toEqual(['a', 'b'])
  })

  it('are found by their place', async () => {
    const { command: _ } = ann.database
    // The SDK's types know points only.
    const Geo = ann.database.Geo as unknown as Record<string, new (...parts: unknown[]) => never>
    const at = (east: number) => new Geo.Point!(104 + east, 30)
    await add({ name: 'near', at: at(0) }, { name: 'far', at: at(1) })
    const near = { geometry: at(0), maxDistance: 1000, minDistance: 0 }
    expect(await names(notes().where({ at: _.geoNear(near) }))).toEqual(['near'])
    const corners = [
      [103, 29],
      [104.5, 29],
      [104.5, 31],
      [103, 31],
      [103, 29],
    ].map(([x, y]) => new Geo.Point!(x, y))
    const geometry = new Geo.Polygon!([new Geo.LineString!(corners)])
    expect(await names(notes().where({ at: _.geoWithin({ geometry }) }))).toEqual(['near'])
  })

  it('come ordered, in pages, in part, and counted', async () => {
    await add(...[1, 2, 3, 4].map((n) => ({ n, odd: n % 2, rest: 'x' })))
    const ordered = notes().orderBy('odd', 'desc').orderBy('n', 'asc')
    expect((await ordered.get()).data.map(({ n }: { n: number }) => n)).toEqual([1, 3, 2, 4])
    expect((await ordered.skip(1).limit(2).get()).data.map(({ n }: { n: number }) => n)).toEqual([3, 2])
    const part = (await notes().where({ n: 2 }).field({ n: true, _id: false }).get()).data
    expect(part).toEqual([{ n: 2 }])
    expect(await notes().where({ odd: 1 }).count()).toMatchObject({ total: 2 })
  })

  it('come a hundred at a time unless asked for otherwise', async () => {
    const documents = Array.from({ length: 120 }, (_, n) => ({ n }))
    await target.serverApp().database().collection('webNotes').add(documents)
    expect((await notes().get()).data).toHaveLength(100)
    expect((await notes().limit(110).get()).data).toHaveLength(110)
  })

  it('change by operators, one by id or all by condition', async () => {
    const { command: _ } = ann.database
    await notes().add({ _id: 'x', n: 1, deep: { a: 1, b: 2 }, list: [1, 2], gone: true })
    const change = { n: _.inc(2), deep: { a: _.mul(5) }, list: _.push([3]), gone: _.remove(), at: new Date(1000) }
    expect(await notes().doc('x').update(change)).toMatchObject({ updated: 1 })
    const x = async () => (await notes().doc('x').get()).data[0]
    expect(await x()).toEqual({
      _id: 'x',
      _openid: uid(ann),
      n: 3,
      deep: { a: 5, b: 2 },
      list: [1, 2, 3],
      at: new Date(1000),
    })
    await notes()
      .doc('x')
      .update({ list: _.unshift([0]) })
    await notes()
      .doc('x')
      .update({ list: _.pop(), deep: _.set({ c: 1 }) })
    expect(await x()).toMatchObject({ list: [0, 1, 2], deep: { c: 1 } })
    await add({ n: 3 }, { n: 4 })
    expect(await notes().where({ n: 3 }).update({ seen: true })).toMatchObject({ updated: 2 })
    expect(await notes().where({ n: 99 }).update({ seen: true })).toMatchObject({ updated: 0 })
  })

  it('are replaced by set, or made where there are none', async () => {
    expect(
      await notes()
        .doc('y')
        .set({ n: 1, at: new Date(1000) }),
    ).toMatchObject({ upsertedId: 'y' })
    expect(await notes().doc('y').set({ m: 2 })).toMatchObject({ updated: 1 })
    expect((await notes().doc('y').get()).data).toEqual([{ _id: 'y', _openid: uid(ann), m: 2 }])
  })

  it('go one by id or all by condition', async () => {
    await add({ _id: 'z', n: 1 }, { n: 2 }, { n: 2 })
    expect(await notes().doc('z').remove()).toMatchObject({ deleted: 1 })
    expect(await notes().where({ n: 2 }).remove()).toMatchObject({ deleted: 2 })
    expect(await notes().doc('z').remove()).toMatchObject({ deleted: 0 })
  })

  it('are summed up, dates included', async () => {
    const { aggregate: $ } = ann.database.command
    const at = new Date(1_700_000_000_000)
    await add({ kind: 'a', n: 1, at }, { kind: 'a', n: 2, at }, { kind: 'b', n: 4 })
    const grouped = await notes()
      .aggregate()
      .match({ n: ann.database.command.lt(4) })
      .group({ _id: '$kind', sum: $.sum('$n'), at: $.max('$at') })
      .end()
    expect(grouped.data).toEqual([{ _id: 'a', sum: 3, at }])
  })
})

describe('the ready-made rights, for web users', () => {
  it('READONLY: all read, the creator writes', async () => {
    await notes().add({ _id: 'r', n: 1 })
    expect((await notes(bob).get()).data).toMatchObject([{ n: 1 }])
    expect(await notes(bob).doc('r').update({ n: 2 })).toMatchObject({ updated: 0 })
    expect(await notes(bob).where({ n: 1 }).remove()).toMatchObject({ deleted: 0 })
  })

  it('PRIVATE: the creator alone reads', async () => {
    const secrets = (user: WebUser) => user.database.collection('webSecrets')
    await secrets(ann).add({ n: 1 })
    expect((await secrets(ann).get()).data).toHaveLength(1)
    expect((await secrets(bob).get()).data).toEqual([])
  })

  it('ADMINWRITE: all read, the server writes', async () => {
    await target.serverApp().database().collection('webNews').add({ n: 1 })
    expect((await ann.database.collection('webNews').get()).data).toMatchObject([{ n: 1 }])
    await expect(ann.database.collection('webNews').add({})).rejects.toThrow(DENIED)
  })
})
