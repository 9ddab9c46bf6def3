import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeEach(async () => {
  house = await openTestHouse()
})
afterEach(() => house.close())

async function buy(openid: string, dish: string, fen: number, quantity = 1): Promise<string> {
  const diner = house.diner(openid)
  const { menuVersion } = await diner.ask('openMenu', { store: 'lane' })
  const input = orderInput([line(dish, { quantity })], fen * quantity, { menuVersion })
  const { id } = await diner.ask('placeOrder', input)
  await diner.pay(id)
  await house.cloud.idle()
  return id
}

describe('a new business day', () => {
  it('begins pickup numbers at 1 again and restocks what is limited, also while diners order at once', async () => {
    await buy('ann', 'brain', 2600, 3)
    house.cloud.clock.set(Date.parse('2026-05-07T09:30:00+08:00'))
    const placed = await Promise.all(
      ['bob', 'cat', 'dan', 'eve'].map((openid) =>
        house.diner(openid).send('placeOrder', orderInput([line('brain')], 2600)),
      ),
    )
    const taken = placed.flatMap((reply) => (reply.ok ? [reply.value] : []))
    expect(taken.map((order) => order.pickupNumber).sort()).toEqual([1, 2, 3])
    expect(taken.every((order) => order.businessDay === '2026-05-07')).toBe(true)
    expect(await house.board()).toMatchObject({ received: { brain: 6 }, left: { brain: 0 }, sold: { brain: 3 } })
    expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
  })
})

describe('the morning', () => {
  it('shows yesterday’s sold-out dishes on sale before anybody orders, and numbers from 1 for any dish', async () => {
    await buy('ann', 'brain', 2600, 3)
    house.cloud.clock.set(Date.parse('2026-05-07T09:30:00+08:00'))
    await Promise.all([1, 2].map(() => house.cloud.runTimer('everyMinute')))
    expect((await house.diner('bob').ask('openMenu', { store: 'lane' })).left).toMatchObject({ brain: 3 })
    const placed = await house.diner('bob').ask('placeOrder', orderInput([line('rice')], 300))
    expect(placed).toMatchObject({ pickupNumber: 1, businessDay: '2026-05-07' })
  })

  it('begins numbers at 1 with the first order, when no timer turned the day', async () => {
    await buy('ann', 'rice', 300)
    house.cloud.clock.set(Date.parse('2026-05-07T09:30:00+08:00'))
    const placed = await house.diner('bob').ask('placeOrder', orderInput([line('rice')], 300))
    expect(placed).toMatchObject({ pickupNumber: 1, businessDay: '2026-05-07' })
  })
})

describe('the kitchen, night after night', () => {
  it('closes what was served, tells what was forgotten, and still shows new orders first', async () => {
    const served = await buy('ann', 'rice', 300)
    for (const to of ['cooking', 'ready', 'served'] as const) {
      if (to === 'cooking') await house.cook.ask('acceptOrder', { order: served })
      else await house.cook.ask('advanceOrder', { order: served, to })
    }
    const forgotten = await buy('bob', 'rice', 300)
    const [order] = await house.cloud.database.find('orders', { _id: forgotten })
    const many = Array.from({ length: 205 }, (_, at) => ({
      ...order,
      _id: `${at}`.padStart(32, 'b'),
      pickupNumber: at + 9,
    }))
    house.cloud.parts.triggers.mode = 'drop'
    await house.cloud.database.insert('orders', many)
    house.cloud.parts.triggers.mode = 'deliver'
    house.cloud.clock.set(Date.parse('2026-05-07T04:30:00+08:00'))
    await house.cloud.runTimer('nightly')
    expect(await house.order(served)).toMatchObject({ status: 'closed' })
    expect(await house.cloud.database.find('alerts', {})).toMatchObject([{ kind: 'kitchen' }])
    house.cloud.clock.set(Date.parse('2026-05-07T11:00:00+08:00'))
    const fresh = await buy('cat', 'tea', 500)
    const { orders } = await house.cook.ask('openKitchen', {})
    expect(orders.at(-1)?.id).toBe(fresh)
  })
})

describe('a diner’s orders', () => {
  it('come newest first, a page at a time, each once', async () => {
    const placed: string[] = []
    for (let at = 0; at < 25; at++) {
      const { id } = await house.diner('ann').ask('placeOrder', orderInput([line('rice')], 300))
      placed.push(id)
      house.cloud.clock.advance(1000)
    }
    const first = await house.diner('ann').ask('myOrders', {})
    expect(first.more).toBe(true)
    const rest = await house.diner('ann').ask('myOrders', { before: first.orders.at(-1)?.placedAt ?? 0 })
    expect(rest.more).toBe(false)
    expect([...first.orders, ...rest.orders].map((order) => order.id)).toEqual(placed.reverse())
  })
})

describe('the nightly report', () => {
  it('is made up for when a night was missed, and says so when nothing was sold', async () => {
    await buy('ann', 'rice', 300)
    house.cloud.clock.set(Date.parse('2026-05-09T04:30:00+08:00'))
    await house.cloud.runTimer('nightly')
    const reports = await house.cloud.database.find('reports', {}, { sort: { _id: 1 } })
    expect(reports).toMatchObject([
      { _id: 'lane:2026-05-06', orders: 1 },
      { _id: 'lane:2026-05-08', orders: 0, salesFen: 0 },
    ])
  })

  it('counts a day of the ledger: orders, sales, refunds, unpaid orders and the best sold dishes', async () => {
    await buy('ann', 'tripe', 3800, 2)
    await buy('bob', 'rice', 300, 9)
    await house.diner('cat').ask('placeOrder', orderInput([line('tea')], 500))
    house.cloud.clock.set(Date.parse('2026-05-07T04:30:00+08:00'))
    await house.cloud.runTimer('everyMinute')
    await house.cloud.runTimer('nightly')
    const reports = await house.cloud.database.find('reports', {})
    expect(reports).toMatchObject([
      {
        _id: 'lane:2026-05-06',
        orders: 2,
        salesFen: 7600 + 2700,
        refundsFen: 0,
        unpaidOrders: 1,
        points: 103,
        dishes: [
          { dish: 'rice', quantity: 9, fen: 2700 },
          { dish: 'tripe', quantity: 2, fen: 7600 },
        ],
      },
    ])
    expect(reports).toMatchObject([{ hours: expect.arrayContaining([2]) }])
  })

  it('I11: reads past every row limit, and says the same when it is made again', async () => {
    const id = await buy('ann', 'rice', 300)
    const [{ _id, ...order } = { _id: '' }] = await house.cloud.database.find('orders', { _id: id })
    const copies = Array.from({ length: 2300 }, (_, at) => ({
      ...order,
      _id: `${at}`.padStart(32, 'a'),
      pickupNumber: at + 2,
    }))
    house.cloud.parts.triggers.mode = 'drop'
    await house.cloud.database.insert('orders', copies)
    house.cloud.clock.set(Date.parse('2026-05-07T04:30:00+08:00'))
    await house.cloud.runTimer('nightly')
    const read = async () => (await house.cloud.database.find('reports', { _id: 'lane:2026-05-06' }))[0]
    const first = await read()
    expect(first).toMatchObject({ orders: 2301, salesFen: 2301 * 300 })
    await house.cloud.runTimer('nightly')
    expect({ ...(await read()), madeAt: 0 }).toEqual({ ...first, madeAt: 0 })
  })
})
