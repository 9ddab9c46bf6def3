import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

async function atRest(): Promise<string[]> {
  await house.cloud.idle()
  return brokenInvariants(house.cloud.database, house.cloud.payments.list())
}

describe('the same order, sent more than once', () => {
  it('makes one order and one answer when it comes 3 times at once', async () => {
    const input = orderInput([line('tripe', { quantity: 2 })], 7600)
    const answers = await Promise.all([1, 2, 3].map(() => house.diner('ann').ask('placeOrder', input)))
    expect(new Set(answers.map((answer) => JSON.stringify({ ...answer, msToPay: 0 }))).size).toBe(1)
    expect(await house.cloud.database.count('orders', { diner: 'ann' })).toBe(1)
    expect(await house.board()).toMatchObject({ left: { tripe: 48 } })
    expect(await atRest()).toEqual([])
  })

  it('gives the same answer again after a lost reply, even when it has been paid since', async () => {
    const diner = house.diner('bob')
    const input = orderInput([line('tripe')], 3800)
    const first = await diner.ask('placeOrder', input)
    expect(await diner.ask('placeOrder', input)).toMatchObject({ id: first.id, pickupNumber: first.pickupNumber })
    await diner.pay(first.id)
    await house.cloud.idle()
    expect(await diner.ask('placeOrder', input)).toMatchObject({ id: first.id, status: 'paid' })
    expect(await atRest()).toEqual([])
  })

  it('refuses another order under the same key, and keeps the first', async () => {
    const diner = house.diner('cat')
    const input = orderInput([line('rice')], 300)
    const { id } = await diner.ask('placeOrder', input)
    const other = { ...input, lines: [line('tea')], expectedTotal: 500 }
    expect(await diner.send('placeOrder', other)).toMatchObject({ code: 'request_changed', details: { order: id } })
    expect(await diner.ask('openOrder', { order: id })).toMatchObject({ totalFen: 300 })
  })

  it('A6: gives another diner who uses the same key an order of his own', async () => {
    const input = orderInput([line('rice')], 300)
    const [mine, his] = await Promise.all(['dan', 'dora'].map((openid) => house.diner(openid).ask('placeOrder', input)))
    expect(mine?.id).not.toBe(his?.id)
  })

  it('is finished by its repeat when the first sending died between the two writes', async () => {
    const diner = house.diner('eve')
    const input = orderInput([line('brain')], 2600)
    const { id } = await diner.ask('placeOrder', input)
    // What a killed function leaves: the portions are held, the order was never written.
    await house.cloud.database.remove('orders', { _id: id }, { multi: false })
    expect(await diner.ask('placeOrder', input)).toMatchObject({ id, status: 'placed' })
    expect(await house.board()).toMatchObject({ left: { brain: 2 } })
    expect(await atRest()).toEqual([])
  })

  it('is not finished by another order under its key', async () => {
    const diner = house.diner('gil')
    const input = orderInput([line('rice')], 300)
    const { id } = await diner.ask('placeOrder', input)
    await house.cloud.database.remove('orders', { _id: id }, { multi: false })
    const other = { ...input, lines: [line('tea')], expectedTotal: 500 }
    expect(await diner.send('placeOrder', other)).toMatchObject({ code: 'request_changed' })
    expect(await diner.ask('placeOrder', input)).toMatchObject({ id, totalFen: 300 })
  })

  it('gives the portions back when the first sending died and nobody asks again', async () => {
    const { id } = await house.diner('fay').ask('placeOrder', orderInput([line('brain')], 2600))
    await house.cloud.database.remove('orders', { _id: id }, { multi: false })
    house.cloud.clock.advance(10 * 60_000)
    await house.cloud.runTimer('everyMinute')
    expect((await house.board()).holds[id]).toBeDefined()
    house.cloud.clock.advance(2 * 60_000)
    await house.cloud.runTimer('everyMinute')
    expect((await house.board()).holds[id]).toBeUndefined()
    await house.cloud.runTimer('everyMinute')
    expect(await atRest()).toEqual([])
  })
})
