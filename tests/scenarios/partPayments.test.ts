import type { DinerRequest } from '@yundian/contract'
import type { House, Records } from '@yundian/platform'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
let menuVersion: number
let platform: typeof import('@yundian/platform')
beforeAll(async () => {
  house = await openTestHouse()
  // Somebody who orders twenty times before he pays would be kept from that long before his points are.
  await house.cloud.database.update('stores', { _id: 'lane' }, { $set: { mostOpenOrders: 30 } }, { multi: false })
  await house.cloud.idle()
  menuVersion = (await house.board()).menuVersion
  // The house's own code in this process, on the same cloud, so that it can be made to die between two round trips.
  Object.assign(process.env, house.cloud.sdkEnvironment)
  platform = await import('@yundian/platform')
})
afterAll(() => house.close())
afterEach(async () => expect(await brokenInvariants(house.cloud.database, house.cloud.payments.list())).toEqual([]))

let wallets = 0
/** A diner with points and stored value of his own, and how much of each. */
async function diner({ points = 0, valueFen = 0 }) {
  const openid = `member${++wallets}`
  if (points > 0) {
    const cups = points / 5
    const feast = orderInput([line('tea', { quantity: cups - 1 }), line('tea')], points * 100, { menuVersion })
    await house.diner(openid).pay((await house.diner(openid).ask('placeOrder', feast)).id)
  }
  const order = await place(openid)
  if (valueFen > 0) await house.owner.ask('topUp', { order, requestKey: `top-up-${openid}`, fen: valueFen })
  await house.diner(openid).ask('cancelOrder', { order })
  await rest()
  return openid
}
const place = async (openid: string, dish = 'tripe', fen = 3800) =>
  (await house.diner(openid).ask('placeOrder', orderInput([line(dish)], fen, { menuVersion }))).id
const choose = (openid: string, order: string, expectedDue: number, wish = { points: true, value: true }) =>
  house.diner(openid).send('chooseParts', { order, ...wish, expectedDue })
const balance = async (openid: string) => (await house.diner(openid).ask('myMembership', {})).account
const rest = async (minutes = 1) => {
  for (let minute = 0; minute < minutes; minute++) {
    await house.cloud.idle()
    house.cloud.clock.advance(61_000)
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
  }
}

describe('points and stored value', () => {
  it('pay a part of an order, the channel the rest, and both earn what is theirs to earn', async () => {
    const openid = await diner({ points: 500, valueFen: 1000 })
    const id = await place(openid)
    expect(await choose(openid, id, 2300)).toMatchObject({
      ok: true,
      value: { dueFen: 2300, parts: { points: 500, pointsFen: 500, valueFen: 1000 }, points: 33 },
    })
    expect(await balance(openid)).toMatchObject({
      points: 0,
      valueFen: 0,
      held: [{ order: id, points: 500, valueFen: 1000 }],
    })
    await house.diner(openid).pay(id)
    await rest()
    expect(house.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === id)).toMatchObject({ totalFee: 2300 })
    expect(await house.order(id)).toMatchObject({ status: 'paid', payment: { paidFen: 2300 }, owes: [] })
    expect(await balance(openid)).toMatchObject({ points: 33, valueFen: 0, held: [] })
  })

  it('pay an order whole by one write, without any platform', async () => {
    const openid = await diner({ valueFen: 10_000 })
    const id = await place(openid)
    const once = { points: false, value: true }
    expect(await choose(openid, id, 0, once)).toMatchObject({ ok: true, value: { status: 'paid', dueFen: 0 } })
    expect(await choose(openid, id, 0, once)).toMatchObject({ ok: true, value: { status: 'paid' } })
    await rest()
    expect(house.cloud.payments.list().some(({ outTradeNo }) => outTradeNo === id)).toBe(false)
    expect(await balance(openid)).toMatchObject({ valueFen: 6200, held: [] })
    expect(await house.cloud.database.count('tickets', { order: id })).toBe(1)
  })

  it('are free again when the order is given up, and when its time is over', async () => {
    const openid = await diner({ points: 500, valueFen: 1000 })
    const [given, overdue] = [await place(openid), await place(openid)]
    await choose(openid, given, 3300, { points: true, value: false })
    await choose(openid, overdue, 2800, { points: false, value: true })
    await house.diner(openid).ask('cancelOrder', { order: given })
    await rest(12)
    expect(await house.order(overdue)).toMatchObject({ status: 'cancelled', owes: [] })
    expect(await balance(openid)).toEqual({ points: 500, valueFen: 1000, held: [] })
  })

  it('are chosen anew only once the earlier payment is closed', async () => {
    const openid = await diner({ points: 500, valueFen: 1000 })
    const id = await place(openid)
    await choose(openid, id, 3300, { points: true, value: false })
    const { package: prepay } = await house.diner(openid).ask('payOrder', { order: id })
    expect(await choose(openid, id, 2800, { points: false, value: true })).toMatchObject({
      ok: true,
      value: { dueFen: 2800 },
    })
    const late = house.cloud.payments.pay(prepay.replace('prepay_id=', ''), openid, 'success')
    await expect(late).rejects.toMatchObject({ code: 'ORDERCLOSED' })
    expect(await balance(openid)).toMatchObject({ points: 500, valueFen: 0 })
    expect(await choose(openid, id, 3800, { points: false, value: false })).toMatchObject({
      ok: true,
      value: { dueFen: 3800 },
    })
    await house.diner(openid).pay(id)
    await rest()
    expect(await house.order(id)).toMatchObject({ status: 'paid', payment: { paidFen: 3800 }, points: 38 })
    expect(await balance(openid)).toEqual({ points: 538, valueFen: 1000, held: [] })
  })

  it('are not used when the screen showed another sum, nor for another’s order', async () => {
    const openid = await diner({ valueFen: 1000 })
    const id = await place(openid)
    expect(await choose(openid, id, 2000)).toMatchObject({
      code: 'due_changed',
      details: { dueFen: 2800, expectedFen: 2000 },
    })
    expect(await choose('mallory', id, 2800)).toMatchObject({ code: 'unknown_order' })
    expect(await balance(openid)).toEqual({ points: 0, valueFen: 1000, held: [] })
    await house.diner(openid).ask('cancelOrder', { order: id })
    expect(await choose(openid, id, 2800)).toMatchObject({ code: 'wrong_status' })
    await rest()
  })

  it('A10: the channel must take exactly what is left, not the whole', async () => {
    const openid = await diner({ valueFen: 1000 })
    const id = await place(openid)
    await choose(openid, id, 2800)
    const fact = { outTradeNo: id, transactionId: 'wrong', totalFee: 3800 }
    await platform.recordPayment(fact, { ...platform.house, clock: house.cloud.clock })
    expect(await house.order(id)).toMatchObject({ status: 'placed' })
    expect(await house.cloud.database.find('suspense', { outTradeNo: id })).toMatchObject([{ reason: 'wrong_amount' }])
    await house.diner(openid).pay(id)
    await rest()
    expect(await house.order(id)).toMatchObject({ status: 'paid', payment: { paidFen: 2800 } })
  })

  it('go back after the money did, each once, and a late payment of a cancelled order goes back alone', async () => {
    const openid = await diner({ points: 500, valueFen: 1000 })
    const id = await place(openid)
    await choose(openid, id, 2300)
    await house.diner(openid).pay(id)
    await rest()
    const grant = (requestKey: string, fen: number) =>
      house.cook.ask('refundOrder', { order: id, requestKey, wish: { kind: 'amount', fen }, reason: '' })
    await grant('staff-key-1', 2000)
    await grant('staff-key-2', 800)
    await grant('staff-key-3', 1000)
    await rest(4)
    const { refunds = {}, status } = await house.order(id)
    expect(status).toBe('refunded')
    expect(Object.values(refunds).map(({ parts }) => parts)).toEqual([
      { moneyFen: 2000, valueFen: 0, pointsFen: 0, points: 0 },
      { moneyFen: 300, valueFen: 500, pointsFen: 0, points: 0 },
      { moneyFen: 0, valueFen: 500, pointsFen: 500, points: 500 },
    ])
    expect(await balance(openid)).toEqual({ points: 500, valueFen: 1000, held: [] })

    const late = await place(openid)
    await choose(openid, late, 2300)
    await house.diner(openid).pay(late, 'silent')
    await house.diner(openid).ask('cancelOrder', { order: late })
    await rest(8)
    expect(await house.order(late)).toMatchObject({ status: 'refunded', lateEnd: 'refunded', refundedFen: 2300 })
    expect(await balance(openid)).toEqual({ points: 500, valueFen: 1000, held: [] })
  })

  it('are in the report of the day by what paid', async () => {
    house.cloud.clock.set(Date.parse('2026-05-07T04:31:00+08:00'))
    await house.cloud.runTimer('nightly')
    const [report] = await house.cloud.database.find('reports', { businessDay: '2026-05-06' })
    const byPart = report?.byPart as { moneyFen: number; valueFen: number; pointsFen: number }
    expect(byPart.valueFen).toBeGreaterThan(0)
    expect(byPart.moneyFen + byPart.valueFen + byPart.pointsFen).toBe(report?.salesFen)
    house.cloud.clock.set(Date.parse('2026-05-07T12:00:00+08:00'))
    await rest()
    // The night ranks the dishes, which is another menu.
    menuVersion = (await house.board()).menuVersion
  })
})

describe('A14: the same points and value', () => {
  it('pay one of twenty orders, however many ask at once, and what died half way is free again', async () => {
    const openid = await diner({ points: 500, valueFen: 1000 })
    const orders: string[] = []
    for (let at = 0; at < 20; at++) orders.push(await place(openid, 'rice', 300))
    const wish = { points: true, value: true }
    const replies = await Promise.all(orders.map((order) => choose(openid, order, 0, wish)))
    const paid = replies.filter(({ ok }) => ok).length
    // 150 points and 150 fen each: the points are for three, the value for six.
    expect(paid).toBeGreaterThanOrEqual(1)
    for (const reply of replies) if (!reply.ok) expect(['due_changed', 'payment_unavailable']).toContain(reply.code)
    await rest(12)
    const { points, valueFen, held } = await balance(openid)
    expect(held).toEqual([])
    expect(points).toBeGreaterThanOrEqual(0)
    expect(valueFen).toBeGreaterThanOrEqual(0)
    const orderRows = await house.cloud.database.find('orders', { diner: openid, status: 'paid', totalFen: 300 })
    expect(orderRows).toHaveLength(paid)
  })

  it('are not put aside for an order when another took them since they were looked up', async () => {
    const { chooseParts } = await import('../../cloudfunctions/diner/account/chooseParts.ts')
    const openid = await diner({ valueFen: 5000 })
    const [first, second] = [await place(openid), await place(openid)]
    const value = { points: false, value: true }
    // From now on he has an account, so that both change the same document.
    await choose(openid, first, 3800, { points: true, value: false })
    await choose(openid, first, 3800, { points: false, value: false })
    const real = platform.house.records
    let isSecondPaid = false
    const update: Records['accounts']['update'] = async (filter, change) => {
      if (!isSecondPaid) isSecondPaid = (await choose(openid, second, 0, value)).ok
      return real.accounts.update(filter, change)
    }
    const raced: House = {
      ...platform.house,
      clock: house.cloud.clock,
      records: { ...real, accounts: { ...real.accounts, update } },
    }
    const outcome = chooseParts.run({ order: first, ...value, expectedDue: 0 }, raced, { openid })
    await expect(outcome).rejects.toMatchObject({ code: 'due_changed', details: { dueFen: 2600 } })
    expect(isSecondPaid).toBe(true)
    await rest(12)
    expect(await balance(openid)).toMatchObject({ valueFen: 1200, held: [] })
  })

  const deaths: [string, (records: Records) => Partial<Records>][] = [
    ['before the order is written', ({ orders }) => ({ orders: { ...orders, updateAndReturn: dies } })],
    [
      'after the order is written',
      ({ orders }) => ({ orders: { ...orders, updateAndReturn: diesAfter(orders.updateAndReturn) } }),
    ],
    [
      'after the account is written',
      ({ accounts }) => ({
        accounts: { ...accounts, update: diesAfter(accounts.update), add: diesAfter(accounts.add) },
      }),
    ],
  ]
  const dies = async () => Promise.reject(new Error('killed'))
  const diesAfter =
    <Args extends unknown[], Value>(act: (...args: Args) => Promise<Value>) =>
    async (...args: Args): Promise<Value> => {
      await act(...args)
      throw new Error('killed')
    }

  for (const [moment, broken] of deaths) {
    it(`are neither lost nor used twice when the function dies ${moment}`, async () => {
      const { chooseParts } = await import('../../cloudfunctions/diner/account/chooseParts.ts')
      const openid = await diner({ valueFen: 5000 })
      const [first, second] = [await place(openid), await place(openid)]
      const request: DinerRequest<'chooseParts'> = { order: first, points: false, value: true, expectedDue: 0 }
      const dying: House = { ...platform.house, clock: house.cloud.clock }
      dying.records = { ...dying.records, ...broken(dying.records) }
      await expect(chooseParts.run(request, dying, { openid })).rejects.toThrow('killed')
      expect(await choose(openid, second, 0, { points: false, value: true })).toMatchObject({ code: 'due_changed' })
      expect(await choose(openid, first, 0, { points: false, value: true })).toMatchObject({
        ok: true,
        value: { status: 'paid' },
      })
      await rest(7)
      expect(await balance(openid)).toEqual({ points: 38, valueFen: 1200, held: [] })
      await house.diner(openid).send('cancelOrder', { order: second })
      await rest()
    })

    it(`are free again when nobody comes back after a death ${moment}`, async () => {
      const { chooseParts } = await import('../../cloudfunctions/diner/account/chooseParts.ts')
      const openid = await diner({ valueFen: 3000 })
      const id = await place(openid)
      const request: DinerRequest<'chooseParts'> = { order: id, points: false, value: true, expectedDue: 800 }
      const dying: House = { ...platform.house, clock: house.cloud.clock }
      dying.records = { ...dying.records, ...broken(dying.records) }
      await expect(chooseParts.run(request, dying, { openid })).rejects.toThrow('killed')
      await rest(12)
      expect(await house.order(id)).toMatchObject({ status: 'cancelled' })
      expect(await balance(openid)).toEqual({ points: 0, valueFen: 3000, held: [] })
    })
  }
})

describe('a top-up', () => {
  it('is added once, by who may, for a guest of the own store', async () => {
    const openid = await diner({})
    const order = await place(openid)
    const request = { order, requestKey: 'top-up-once', fen: 20_000 }
    expect(await house.cook.send('topUp', request)).toMatchObject({ code: 'not_allowed' })
    const replies = await Promise.all([1, 2, 3].map(() => house.owner.send('topUp', request)))
    for (const reply of replies)
      expect(reply).toMatchObject({ ok: true, value: { addedFen: 20_000, valueFen: 20_000 } })
    expect(await house.owner.send('topUp', { ...request, fen: 30_000 })).toMatchObject({ code: 'request_changed' })
    expect(await house.owner.send('topUp', { ...request, fen: -1 })).toMatchObject({ details: { field: 'fen' } })
    expect(await house.owner.send('topUp', { ...request, order: '0'.repeat(32) })).toMatchObject({
      code: 'unknown_order',
    })
    await house.diner(openid).ask('cancelOrder', { order })
    await rest()
  })
})
