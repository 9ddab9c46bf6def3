import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInn } from '../house/inn.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { dish, sitDown } from '../house/tableParty.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  // One warm instance that knows the menu.
  await house.diner('warm').ask('openMenu', { store: 'lane' })
  await house.cook.ask('openKitchen', {})
})
afterAll(() => house.close())

/** The SDK requests that `act` makes, those of the named function only, in order. */
async function tripsOf(functionName: string, act: () => Promise<unknown>): Promise<string[]> {
  house.cloud.counts.reset()
  await act()
  await house.cloud.idle()
  return house.cloud.counts
    .byRequest()
    .filter((request) => request.function === functionName)
    .map(({ action, collection }) => [action.replace(/^database\./, ''), collection].filter(Boolean).join(' '))
}

describe('round trips, counted at the door of the cloud', () => {
  for (const dishes of [1, 3, 5, 10]) {
    it(`places an order of ${dishes} limited dishes in 2`, async () => {
      const lines = Array.from({ length: dishes }, (_, at) => line(`plate${at}`))
      const total = lines.reduce((sum, _line, at) => sum + 1000 + at, 0)
      const trips = await tripsOf('diner', () => house.diner('ann').ask('placeOrder', orderInput(lines, total)))
      expect(trips).toEqual(['modifyAndReturnDoc boards', 'insertDocument orders'])
    })
  }

  it('answers a repeated order in 3 at most', async () => {
    const input = orderInput([line('rice')], 300)
    await house.diner('ann').ask('placeOrder', input)
    const trips = await tripsOf('diner', () => house.diner('ann').ask('placeOrder', input))
    expect(trips).toEqual(['modifyAndReturnDoc boards', 'aggregateDocuments boards'])
  })

  it('refuses a sold-out dish in 2', async () => {
    const input = orderInput([line('brain', { quantity: 4 })], 2600 * 4)
    const trips = await tripsOf('diner', async () => {
      expect(await house.diner('ann').send('placeOrder', input)).toMatchObject({ ok: false, code: 'sold_out' })
    })
    expect(trips).toHaveLength(2)
  })

  it('opens the menu in 1, cold or warm, and sends no menu to a phone that has it', async () => {
    let menuBytes = -1
    const trips = await tripsOf('diner', async () => {
      const reply = await house.diner('ann').ask('openMenu', { store: 'lane', have: 1 })
      menuBytes = 'menu' in reply ? JSON.stringify(reply.menu).length : 0
    })
    expect(trips).toEqual(['aggregateDocuments boards'])
    expect(menuBytes).toBe(0)

    const cold = await openTestHouse()
    try {
      cold.cloud.counts.reset()
      const reply = await cold.diner('ann').ask('openMenu', { store: 'lane' })
      expect(reply.menu?.version).toBe(1)
      expect(cold.cloud.counts.byRequest().filter((request) => request.function === 'diner')).toHaveLength(1)
    } finally {
      await cold.close()
    }
  })

  it('starts a payment in 1 and one call to the pay platform, and records its notice in 1', async () => {
    const diner = house.diner('bob')
    const { id } = await diner.ask('placeOrder', orderInput([line('rice')], 300))
    expect(await tripsOf('diner', () => diner.ask('payOrder', { order: id }))).toEqual([
      'modifyAndReturnDoc orders',
      'wx.wxPayApi',
    ])
    expect(await tripsOf('paymentNotified', () => diner.pay(id))).toEqual(['modifyDocument orders'])
  })

  it('moves an order in the kitchen in 1, and cancels one in 2', async () => {
    const diner = house.diner('eve')
    const paid = await diner.ask('placeOrder', orderInput([line('rice')], 300))
    await diner.pay(paid.id)
    await house.cloud.idle()
    expect(await tripsOf('staff', () => house.cook.ask('acceptOrder', { order: paid.id }))).toEqual([
      'modifyAndReturnDoc orders',
    ])
    const unpaid = await diner.ask('placeOrder', orderInput([line('tripe')], 3800))
    expect(await tripsOf('diner', () => diner.ask('cancelOrder', { order: unpaid.id }))).toEqual([
      'modifyAndReturnDoc orders',
      'modifyDocument boards',
    ])
  })

  it('at a table: opens it in 1, edits the shared cart in 1, adds a batch in 2, and draws the map of tables in 1', async () => {
    const waiter = await openInn(house, { tableOpening: 'scan', trustScans: true })
    await house.diner('warm').ask('openMenu', { store: 'inn' })
    await waiter.ask('tablesMap', {})
    let ann = await sitDown(house, 'ann', 'T3', { store: 'inn' })
    await house.cloud.idle()
    const opened = await tripsOf('diner', async () => {
      ann = await sitDown(house, 'ann', 'T1', { store: 'inn' })
    })
    expect(opened).toEqual(['insertDocument sittings'])
    expect(await tripsOf('diner', () => ann.want(dish('soup'), 2))).toEqual(['modifyAndReturnDoc sittings'])
    expect(await tripsOf('diner', () => ann.order())).toEqual([
      'modifyAndReturnDoc boards',
      'modifyAndReturnDoc sittings',
    ])
    expect(await tripsOf('staff', () => waiter.ask('tablesMap', {}))).toEqual(['aggregateDocuments stores'])
    const { sitting } = ann.view
    expect(await tripsOf('diner', () => ann.phone.ask('openSitting', { sitting }))).toEqual([
      'aggregateDocuments sittings',
    ])
    expect(await tripsOf('diner', () => ann.phone.ask('callStaff', { sitting, kind: 'waiter' }))).toEqual([
      'modifyAndReturnDoc sittings',
    ])
  })
})
