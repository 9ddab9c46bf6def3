import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVisit, type Phone, type Visit } from './phones.ts'

let visit: Visit
let phone: Phone
beforeAll(async () => {
  visit = await openVisit()
  phone = await visit.phone('anna', 'pages/me/me')
  await visit.cloud.database.insert('shelves', [
    ...Array.from({ length: 25 }, (_, at) => ({ _id: `shop${at + 10}`, few: { soup: at } })),
  ])
})
afterAll(() => visit.close())

/** Runs a script on the phone that has `shelves`; it may return what crosses to the test. */
function onPhone(script: string): Promise<unknown> {
  return phone.page.evaluate(`(async () => {
    const db = wx.cloud.database()
    const shelves = db.collection('shelves')
    ${script}
  })()`)
}

describe('wx.cloud.database in the preview', () => {
  it('finds documents in the shapes that a mini-program knows, at most 20', async () => {
    expect(await onPhone("return shelves.doc('shop10').get()")).toMatchObject({
      data: { _id: 'shop10', few: { soup: 0 } },
      errMsg: 'document.get:ok',
    })
    const soups = await onPhone(
      "return (await shelves.where({ 'few.soup': db.command.gte(2) }).orderBy('_id', 'desc').limit(50).get()).data.map((doc) => doc.few.soup)",
    )
    expect(soups).toEqual(Array.from({ length: 20 }, (_, at) => 24 - at))
    expect(await onPhone('return shelves.where({ few: { soup: 3 } }).count()')).toMatchObject({ total: 1 })
    expect(await onPhone("return new Promise((success) => shelves.doc('shop11').get({ success }))")).toMatchObject({
      data: { few: { soup: 1 } },
    })
  })

  it('keeps the person who holds the phone to the security rules', async () => {
    const refusal = { errCode: -502003 }
    expect(await onPhone("return db.collection('boards').get().catch((error) => error)")).toMatchObject(refusal)
    const write = "return shelves.doc('shop10').update({ data: { few: {} } }).catch((error) => error)"
    expect(await onPhone(write)).toMatchObject(refusal)
    expect(await onPhone('return shelves.add({ data: { few: {} } }).catch((error) => error)')).toMatchObject(refusal)
    expect(await onPhone("return shelves.doc('nowhere').get().catch((error) => error)")).toMatchObject({
      errMsg: expect.stringMatching(/^document.get:fail cannot find/),
    })
  })

  it('tells an open page what changes in a document, and nothing after it is closed', async () => {
    await onPhone(`
      globalThis.seen = []
      globalThis.watcher = shelves.doc('shop12').watch({
        onChange: ({ docs }) => seen.push(docs[0].few.soup),
        onError: (error) => seen.push(String(error)),
      })`)
    await expect.poll(() => onPhone('return seen')).toEqual([2])
    const change = { $set: { 'few.soup': 7 } }
    await visit.cloud.database.update('shelves', { _id: 'shop12' }, change, { multi: false })
    await visit.cloud.database.update('shelves', { _id: 'shop13' }, change, { multi: false })
    await expect.poll(() => onPhone('return seen')).toEqual([2, 7])
    await onPhone('return watcher.close()')
    await visit.cloud.database.update('shelves', { _id: 'shop12' }, { $set: { 'few.soup': 8 } }, { multi: false })
    await expect.poll(() => onPhone("return (await shelves.doc('shop12').get()).data.few.soup")).toBe(8)
    expect(await onPhone('return seen')).toEqual([2, 7])
    expect(await phone.troubles()).toEqual([])
  })
})
