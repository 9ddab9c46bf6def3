import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

describe('an order, from the menu to the points', () => {
  it('is priced from the menu, paid, cooked, handed out, and earns points', async () => {
    const diner = house.diner('ann')
    const { menu } = await diner.ask('openMenu', { store: 'lane' })
    expect(menu?.dishes.map((dish) => dish.id)).toContain('dandan')

    const input = orderInput(
      [
        line('dandan', { spec: 'large', options: ['spicy/hot', 'extra/egg', 'extra/beef'], quantity: 2 }),
        line('tripe'),
        line('duo', { choices: ['main/brain', 'sides/rice', 'sides/dandan'] }),
      ],
      (1800 + 300 + 800) * 2 + 3800 + (8800 + 600 + 900),
    )
    const placed = await diner.ask('placeOrder', input)
    expect(placed).toMatchObject({ status: 'placed', pickupNumber: 1, totalFen: 19_900, businessDay: '2026-05-06' })

    await diner.pay(placed.id)
    await house.cloud.idle()
    expect(await diner.ask('openOrder', { order: placed.id })).toMatchObject({ status: 'paid', points: 199 })
    expect(await diner.ask('myMembership', {})).toMatchObject({ points: 199, entries: [{ order: placed.id }] })
    expect(await house.board()).toMatchObject({
      left: { tripe: 49, brain: 2 },
      sold: { tripe: 1, brain: 1 },
      holds: {},
    })

    const { orders } = await house.cook.ask('openKitchen', {})
    expect(orders.map((order) => order.id)).toEqual([placed.id])
    await house.cook.ask('acceptOrder', { order: placed.id })
    await house.cook.ask('advanceOrder', { order: placed.id, to: 'ready' })
    await house.cloud.idle()
    expect(house.cloud.parts.messages.list()).toMatchObject([
      { touser: 'ann', templateId: 'orderReady', page: `pages/order/order?order=${placed.id}` },
    ])
    await house.cook.ask('advanceOrder', { order: placed.id, to: 'served' })
    expect(await diner.ask('openOrder', { order: placed.id })).toMatchObject({ status: 'served' })
    expect(await house.cloud.database.count('tickets', { order: placed.id })).toBe(1)
  })
})
