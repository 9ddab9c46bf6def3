import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { batchesOf, dish, shown, sitDown, sittingAt } from '../house/tableParty.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const rice = dish('rice')
const tea = dish('tea')
const tripe = dish('tripe')
const brain = dish('brain')

describe('Live shared cart 多人点餐 (one table, many phones)', () => {
  it('lets the second phone at a table see what the first put into the cart, and whose it is', async () => {
    const ann = await sitDown(house, 'ann', 'A1', { name: '安' })
    await ann.want(rice, 2)
    const bob = await sitDown(house, 'bob', 'A1')
    expect(bob.view.sitting).toBe(ann.view.sitting)
    expect(bob.view.members).toMatchObject([{ number: 1, name: '安' }, { number: 2 }])
    expect(bob.view.lines).toMatchObject([{ owner: ann.view.me, quantity: 2 }])
    expect(shown(await bob.want(rice, 1))).toEqual(['rice × 1', 'rice × 2'])
    expect(shown(await bob.want(rice, 1, ann.view.me))).toEqual(['rice × 1', 'rice × 1'])
  })

  it('makes one batch of two who press at once', async () => {
    const ann = await sitDown(house, 'ann', 'A1')
    const bob = await sitDown(house, 'bob', 'A1')
    await ann.want(tripe, 2)
    const phones = [await sitDown(house, 'ann', 'A1'), await sitDown(house, 'bob', 'A1')]
    const replies = await Promise.all(phones.map((phone) => phone.order()))
    const orders = replies.map((reply) => (reply.ok && 'order' in reply.value ? reply.value.order.id : reply))
    expect(orders[0]).toEqual(orders[1])
    await house.cloud.idle()
    const [batch, ...others] = await batchesOf(house, bob.view.sitting)
    expect(others).toEqual([])
    expect(batch).toMatchObject({ batch: 1, table: 'A1', status: 'placed', totalFen: 300 * 2 + 3800 * 2 })
    expect((await house.board()).left.tripe).toBe(48)
    expect(shown((await sitDown(house, 'ann', 'A1')).view)).toEqual([])
    expect(await sittingAt(house, ann.view.sitting)).toMatchObject({ round: 2, outbox: {}, pending: false })
    expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
  })
})

describe('加菜 add to open order', () => {
  it('orders what came into the cart since, as the next batch, and leaves out what others changed meanwhile', async () => {
    const ann = await sitDown(house, 'cat', 'A2')
    const bob = await sitDown(house, 'dan', 'A2')
    await ann.want(rice, 1)
    await ann.order()
    await ann.want(tea, 1)
    await bob.want(brain, 1)
    await ann.want(tea, 2)
    await bob.want(brain, 2)
    const stale = { ...ann.batch(), lines: ann.batch().lines }
    await bob.want(brain, 3)
    expect(await ann.phone.send('orderBatch', stale)).toMatchObject({ code: 'cart_changed' })
    expect(await ann.order(true)).toMatchObject({ ok: true })
    await house.cloud.idle()
    const batches = await batchesOf(house, ann.view.sitting)
    expect(batches.map(({ batch, lines }) => [batch, lines.map((line) => `${line.dish} × ${line.quantity}`)])).toEqual([
      [1, ['rice × 1']],
      [2, ['tea × 2']],
    ])
    expect(shown(ann.view)).toEqual(['brain × 3'])
    expect((await house.board()).left.brain).toBe(3)
  })
})
