import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isReal, openTarget, type Target } from './target.ts'
import type { WxDatabase } from './wxCloud.ts'

const DENIED = { errCode: -502003 }

// Outside WeChat there is no mini-program of a real environment.
describe.skipIf(isReal)('documents of mini-program users, by rules on auth.openid', () => {
  let target: Target
  let ann: WxDatabase
  let bob: WxDatabase
  beforeAll(async () => {
    target = await openTarget()
    ann = (await target.miniProgram('ann')).database()
    bob = (await target.miniProgram('bob')).database()
  })
  beforeEach(async () => {
    await target.collection('ruledOrders')
    await orders(ann).add({ data: { total: 5, status: 'new' } })
    await orders(bob).add({ data: { total: 6, status: 'new' } })
  })
  afterAll(() => target.close())

  const orders = (user: WxDatabase) => user.collection('ruledOrders')
  const mine = { _openid: '{openid}' }

  it('are read by their owner, for whom {openid} stands in a query', async () => {
    expect((await orders(ann).where(mine).get()).data).toMatchObject([{ total: 5, _openid: 'ann' }])
    expect(await orders(bob).where(mine).count()).toMatchObject({ total: 1 })
    await expect(orders(ann).where({}).get()).rejects.toMatchObject(DENIED)
    await expect(orders(ann).where({ _openid: 'bob' }).get()).rejects.toMatchObject(DENIED)
    await expect(orders(ann).where({ total: 5 }).count()).rejects.toMatchObject(DENIED)
  })

  it('are created by their data, never for another', async () => {
    await expect(orders(ann).add({ data: { total: 0 } })).rejects.toMatchObject(DENIED)
    await expect(orders(ann).add({ data: { total: 1, _openid: 'bob' } })).rejects.toMatchObject(DENIED)
  })

  it('are changed only where the query implies owner and state, and never given away', async () => {
    const open = { ...mine, status: 'new' }
    await expect(
      orders(ann)
        .where(mine)
        .update({ data: { total: 1 } }),
    ).rejects.toMatchObject(DENIED)
    await expect(
      orders(ann)
        .where(open)
        .update({ data: { _openid: 'bob' } }),
    ).rejects.toMatchObject(DENIED)
    await expect(orders(ann).where(open).remove()).rejects.toMatchObject(DENIED)
    const paid = await orders(ann)
      .where(open)
      .update({ data: { status: 'paid' } })
    expect(paid).toMatchObject({ stats: { updated: 1 } })
    const again = orders(ann)
      .where(open)
      .update({ data: { total: 1 } })
    expect(await again).toMatchObject({ stats: { updated: 0 } })
  })

  it('come 20 at a time at most', async () => {
    const many = Array.from({ length: 25 }, () => ({ total: 1, _openid: 'ann' }))
    await target.serverApp().database().collection('ruledOrders').add(many)
    expect((await orders(ann).where(mine).get()).data).toHaveLength(20)
    expect((await orders(ann).where(mine).limit(100).get()).data).toHaveLength(20)
  })
})
