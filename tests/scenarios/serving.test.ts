import type { DinerRequest, StoreDocument } from '@yundian/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

/** The lane, with a wok of two hands for tea and rice, slots of two orders, and a rider for three kilometres. */
const serving: Partial<StoreDocument> = {
  stations: [
    { id: 'wok', name: '炒锅', hands: 2, whenFull: 'retime' },
    { id: 'grill', name: '烤炉', hands: 1, mostMinutes: 20, whenFull: 'refuse' },
  ],
  later: { slotMinutes: 30, leadMinutes: 30, daysAhead: 1, orders: 2 },
  delivery: {
    latitude: 30.66,
    longitude: 104.06,
    phoneRequired: false,
    bands: [
      { metres: 1000, fen: 300, minimumFen: 1000, minutes: 10 },
      { metres: 3000, fen: 600, minimumFen: 2000, minutes: 20 },
    ],
  },
}
const address = { text: '春熙路 1 号', latitude: 30.6645, longitude: 104.06 }
const at = (time: string, day = '06') => Date.parse(`2026-05-${day}T${time}:00+08:00`)

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  const { database, idle, parts } = house.cloud
  parts.triggers.mode = 'drop'
  await database.update('dishes', { _id: 'rice' }, { $set: { station: 'wok', minutes: 4 } }, { multi: false })
  await database.update('dishes', { _id: 'tea' }, { $set: { station: 'grill', minutes: 5 } }, { multi: false })
  parts.triggers.mode = 'deliver'
  await database.update('stores', { _id: 'lane' }, { $set: serving }, { multi: false })
  await idle()
})
afterAll(async () => {
  expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([])
  await house.close()
})

const order = (dish: 'rice' | 'tea', quantity: number, more: Partial<DinerRequest<'placeOrder'>> = {}) => {
  const fen = { rice: 300, tea: 500 }[dish] * quantity
  return orderInput([line(dish, { quantity })], fen, { menuVersion: 2, mode: 'pickup', table: undefined, ...more })
}
/** Lets an order go through the kitchen. */
async function cook(id: string): Promise<void> {
  await house.cook.ask('acceptOrder', { order: id })
  await house.cook.ask('advanceOrder', { order: id, to: 'ready' })
  await house.cloud.idle()
}

describe('Queue position / honest ETA', () => {
  it('promises by what is before an order at its station, tells the place in the queue, and forgets it when it is ready', async () => {
    const ann = house.diner('ann')
    const first = await ann.ask('placeOrder', order('rice', 3))
    // Twelve minutes of work for two hands.
    expect(first).toMatchObject({ promisedMinutes: 6 })
    const second = await house.diner('bob').ask('placeOrder', order('rice', 1))
    expect(second).toMatchObject({ promisedMinutes: 10 })
    await ann.pay(first.id)
    await house.diner('bob').pay(second.id)
    await house.cloud.idle()
    expect(await ann.ask('openOrder', { order: first.id })).toMatchObject({ before: 0 })
    const seen = await house.diner('bob').ask('openOrder', { order: second.id })
    expect(seen).toMatchObject({ before: 1, promisedAt: (seen.paidAt ?? 0) + 600_000 })
    expect((await ann.ask('openMenu', { store: 'lane', have: 2 })).load).toEqual({ wok: 16 })
    await cook(first.id)
    expect((await ann.ask('openMenu', { store: 'lane', have: 2 })).load).toEqual({ wok: 4 })
    expect(await house.diner('bob').ask('openOrder', { order: second.id })).toMatchObject({ before: 0 })
    await cook(second.id)
    expect((await house.board()).load).toEqual({ now: { wok: 0 } })
  })

  it('gives the load of an unpaid order back when its diner cancels it, or its time is over', async () => {
    const ann = house.diner('ann')
    const { id } = await ann.ask('placeOrder', order('rice', 2))
    await ann.ask('placeOrder', order('rice', 5))
    expect((await house.board()).load).toEqual({ now: { wok: 28 } })
    await ann.ask('cancelOrder', { order: id })
    expect((await house.board()).load).toEqual({ now: { wok: 20 } })
    house.cloud.clock.advance(11 * 60_000)
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    expect((await house.board()).load).toEqual({ now: { wok: 0 } })
    await house.cloud.runTimer('everyMinute')
    expect((await house.board()).undone).toEqual({})
  })

  it('refuses what an overloaded station cannot cook and says when, while other stations go on', async () => {
    const big = await house.diner('ann').ask('placeOrder', order('tea', 4))
    const refused = await house.diner('bob').send('placeOrder', order('tea', 1))
    expect(refused).toMatchObject({ code: 'station_busy', details: { station: 'grill', minutes: 5 } })
    expect(await house.diner('bob').send('placeOrder', order('rice', 1))).toMatchObject({ ok: true })
    await house.diner('ann').ask('cancelOrder', { order: big.id })
    expect(await house.diner('bob').send('placeOrder', order('tea', 9))).toMatchObject({ ok: true })
  })
})

describe('Schedule for later; slot capacity', () => {
  const slot = at('13:30')
  const offered = async () => {
    const dishes = [{ dish: 'rice', quantity: 1 }]
    const { slots } = await house.diner('ann').ask('offerSlots', { store: 'lane', menuVersion: 2, dishes })
    return slots
  }

  it('offers the slots after the lead, of today and of as many days as the store takes', async () => {
    const slots = await offered()
    expect(slots[0]).toMatchObject({ from: at('13:00'), isFree: true })
    expect(slots.at(-1)?.from).toBe(at('21:30', '07'))
  })

  it('sells a slot to exactly as many as it takes, of twelve at once, and names the next free ones to the others', async () => {
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, n) => house.diner(`many${n}`).send('placeOrder', order('rice', 1, { slot }))),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(2)
    const refused = replies.find(({ ok }) => !ok)
    expect(refused).toMatchObject({
      code: 'slot_full',
      details: { from: slot, next: [at('13:00'), at('14:00'), at('14:30')] },
    })
    expect((await offered()).find(({ from }) => from === slot)?.isFree).toBe(false)
  })

  it('gives the place back when an order is cancelled, or refunded whole before anybody cooks, and keeps it when sold', async () => {
    const [first, second] = (await house.cloud.database.find('orders', {
      status: 'placed',
      'slot.from': new Date(slot),
    })) as never as { _id: string; diner: string }[]
    if (!first || !second) throw new Error('nobody has the slot')
    await house.diner(first.diner).ask('cancelOrder', { order: first._id })
    const again = await house.diner('ann').ask('placeOrder', order('rice', 1, { slot }))
    expect(again).toMatchObject({ slot: { from: slot, to: slot + 1_800_000 }, promisedAt: slot })
    await house.diner(second.diner).pay(second._id)
    await house.cloud.idle()
    expect(await house.diner('bob').send('placeOrder', order('rice', 1, { slot }))).toMatchObject({ code: 'slot_full' })
    await house.diner(second.diner).ask('askRefund', { order: second._id, requestKey: 'too-early', reason: '' })
    await house.cloud.idle()
    expect((await offered()).find(({ from }) => from === slot)?.isFree).toBe(true)
    await house.diner('ann').ask('cancelOrder', { order: again.id })
  })

  it('shows an order for later to the kitchen when its time has come, and refunds it until then', async () => {
    const bob = house.diner('bob')
    const { id } = await bob.ask('placeOrder', order('rice', 1, { slot: at('14:00') }))
    await bob.pay(id)
    await house.cloud.idle()
    const seen = async () => (await house.cook.ask('openKitchen', {})).orders.some((each) => each.id === id)
    expect(await seen()).toBe(false)
    house.cloud.clock.advance(at('13:57') - house.cloud.clock.now())
    expect(await seen()).toBe(true)
    expect((await bob.ask('openMenu', { store: 'lane', have: 2 })).load.wok).toBeGreaterThanOrEqual(4)
    await cook(id)
  })

  it('refuses a time that is no slot, too soon, too late, or not for a table', async () => {
    for (const from of [at('16:10'), at('14:00'), at('23:00'), at('12:00', '09')]) {
      const reply = await house.diner('ann').send('placeOrder', order('rice', 1, { slot: from }))
      expect(reply).toMatchObject({ code: 'no_such_slot', details: { from } })
    }
    const atTable = order('rice', 1, { slot: at('17:00'), mode: 'dineIn', table: 'A1' })
    expect(await house.diner('ann').send('placeOrder', atTable)).toMatchObject({
      code: 'bad_input',
      details: { field: 'slot' },
    })
  })
})

describe('Pickup number, daily per shop', () => {
  it('counts orders for another day on that day, and goes on after them when it begins', async () => {
    const ann = house.diner('ann')
    const tomorrow = (time: string) => order('rice', 1, { slot: at(time, '07') })
    const ahead = await Promise.all(['10:00', '10:30', '11:00'].map((time) => ann.ask('placeOrder', tomorrow(time))))
    expect(ahead.map(({ businessDay }) => businessDay)).toEqual(Array(3).fill('2026-05-07'))
    expect(ahead.map(({ pickupNumber }) => pickupNumber).sort()).toEqual([1, 2, 3])
    const today = await ann.ask('placeOrder', order('rice', 1))
    expect(today.businessDay).toBe('2026-05-06')
    const limited = orderInput([line('tripe')], 3800, {
      ...tomorrow('11:30'),
      lines: [line('tripe')],
      expectedTotal: 3800,
      requestKey: 'limited-1',
    })
    expect(await ann.send('placeOrder', limited)).toMatchObject({ code: 'not_ahead', details: { dish: 'tripe' } })
    house.cloud.clock.advance(at('09:30', '07') - house.cloud.clock.now())
    const next = await house.diner('eve').ask('placeOrder', order('rice', 1))
    expect(next).toMatchObject({ businessDay: '2026-05-07', pickupNumber: 4 })
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    expect((await house.board()).ahead ?? {}).toEqual({})
  })
})

describe('Takeaway / self pick-up / delivery', () => {
  const bring = (
    dish: 'rice' | 'tea',
    quantity: number,
    expectedTotal: number,
    more: Partial<DinerRequest<'placeOrder'>> = {},
  ) => order(dish, quantity, { mode: 'delivery', address, expectedTotal, ...more })

  it('takes the fee and the way from the distance that the house reckons, and keeps them on the order', async () => {
    // 500 m to the north: the nearest band, 3 yuan, ten minutes.
    const placed = await house.diner('ann').ask('placeOrder', bring('rice', 4, 1500))
    expect(placed).toMatchObject({
      mode: 'delivery',
      totalFen: 1500,
      delivery: { ...address, metres: 500, fen: 300, minutes: 10 },
    })
    expect(placed.steps).toEqual([{ kind: 'fee', id: 'delivery', name: '配送费', fen: 300 }])
    expect(placed.promisedMinutes).toBeGreaterThanOrEqual(18)
    const farther = { ...address, latitude: 30.68 }
    expect(await house.diner('ann').ask('placeOrder', bring('rice', 7, 2700, { address: farther }))).toMatchObject({
      totalFen: 2700,
    })
  })

  it('A13: refuses a fee or a distance that a phone sends, or a total without the fee', async () => {
    const ann = house.diner('ann')
    const cheap = { ...bring('rice', 4, 1500), address: { ...address, metres: 1, fen: 0 } }
    expect(await ann.send('placeOrder', cheap)).toMatchObject({
      code: 'bad_input',
      details: { field: 'address.metres' },
    })
    expect(await ann.send('placeOrder', bring('rice', 4, 1200))).toMatchObject({
      code: 'total_changed',
      details: { totalFen: 1500 },
    })
  })

  it('refuses what is too far, too little, without an address, or nowhere on earth', async () => {
    const ann = house.diner('ann')
    const wrong = [
      [
        bring('rice', 4, 1500, { address: { ...address, latitude: 31 } }),
        { code: 'too_far', details: { mostMetres: 3000 } },
      ],
      [bring('rice', 3, 1200), { code: 'below_minimum', details: { goodsFen: 900, minimumFen: 1000 } }],
      [bring('rice', 4, 1500, { address: undefined }), { code: 'bad_input', details: { field: 'address' } }],
      [
        bring('rice', 4, 1500, { address: { ...address, latitude: 91 } }),
        { code: 'bad_input', details: { field: 'address.latitude' } },
      ],
      [
        bring('rice', 4, 1500, { address: { ...address, phone: '<b>1' } }),
        { code: 'bad_input', details: { field: 'address.phone' } },
      ],
    ] as const
    for (const [input, refusal] of wrong)
      expect(await ann.send('placeOrder', input)).toMatchObject({ ok: false, ...refusal })
  })

  it('knows when somebody set out with it, and when it arrived', async () => {
    const ann = house.diner('ann')
    const { id } = await ann.ask('placeOrder', bring('rice', 4, 1500))
    await ann.pay(id)
    await house.cloud.idle()
    expect(await house.cook.send('setOut', { order: id })).toMatchObject({ code: 'wrong_status' })
    await cook(id)
    const out = await house.cook.ask('setOut', { order: id })
    expect(await house.cook.ask('setOut', { order: id })).toEqual(out)
    expect(await ann.ask('openOrder', { order: id })).toMatchObject({ status: 'ready', outAt: out.outAt })
    await house.cook.ask('advanceOrder', { order: id, to: 'served' })
    expect(await ann.ask('openOrder', { order: id })).toMatchObject({ status: 'served' })
  })
})

describe('Subscription message on ready/refund', () => {
  const templatesOf = (id: string) =>
    house.cloud.parts.messages
      .list()
      .filter(({ page }) => page?.endsWith(id))
      .map(({ templateId }) => templateId)

  it('is sent once when the food is ready, and once when the money is back, however often the timer looks', async () => {
    const ann = house.diner('ann')
    const { id } = await ann.ask('placeOrder', order('rice', 1))
    await ann.pay(id)
    await house.cloud.idle()
    await cook(id)
    expect(templatesOf(id)).toEqual(['orderReady'])
    const wish = { order: id, requestKey: 'money-back', wish: { kind: 'whole' as const }, reason: '' }
    await house.owner.ask('refundOrder', wish)
    for (let minute = 0; minute < 4; minute++) {
      house.cloud.clock.advance(60_000)
      await house.cloud.runTimer('everyMinute')
      await house.cloud.idle()
    }
    expect((await house.order(id)).refunds?.r1?.state).toBe('done')
    expect(templatesOf(id)).toEqual(['orderReady', 'moneyBack'])
  })

  it('tells of a slip of the promise once a slip, on the screen and by message', async () => {
    const ann = house.diner('ann')
    const { id } = await ann.ask('placeOrder', order('rice', 2))
    await ann.pay(id)
    await house.cloud.idle()
    const first = await ann.ask('openOrder', { order: id })
    house.cloud.clock.advance(40 * 60_000)
    await house.cloud.runTimer('everyMinute')
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    const late = await ann.ask('openOrder', { order: id })
    expect(late.slips).toBe(1)
    expect(late.promisedAt).toBeGreaterThan((first.promisedAt ?? 0) + 3 * 60_000)
    expect(templatesOf(id)).toEqual(['orderLate'])
    expect(await ann.ask('askRefund', { order: id, requestKey: 'too-late-1', reason: '' })).toMatchObject({
      status: 'refunded',
    })
  })
})

describe('Order without phone / follow (privacy)', () => {
  it('needs nothing but the openid: no phone, name or place for a pickup, and no phone for a delivery unless the store asks', async () => {
    const ann = house.diner('ann')
    const { id } = await ann.ask('placeOrder', order('rice', 1))
    const kept = (await house.order(id)) as never as Record<string, unknown>
    expect(Object.keys(kept).filter((field) => /phone|name|address|nick|avatar|union/i.test(field))).toEqual([])
    const asked = { ...serving.delivery, phoneRequired: true }
    await house.cloud.database.update('stores', { _id: 'lane' }, { $set: { delivery: asked } }, { multi: false })
    await house.cloud.idle()
    const bring = (phone?: string) =>
      order('rice', 4, { mode: 'delivery', address: { ...address, phone }, expectedTotal: 1500, menuVersion: 3 })
    expect(await ann.send('placeOrder', bring())).toMatchObject({
      code: 'bad_input',
      details: { field: 'address.phone' },
    })
    expect(await ann.send('placeOrder', bring('13800000000'))).toMatchObject({ ok: true })
  })
})
