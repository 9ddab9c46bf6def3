import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeEach(async () => {
  house = await openTestHouse()
})
afterEach(() => house.close())

const minute = 60_000

async function placeBrains(openid: string, quantity = 3): Promise<string> {
  const { id } = await house.diner(openid).ask('placeOrder', orderInput([line('brain', { quantity })], 2600 * quantity))
  return id
}

async function laterBy(minutes: number): Promise<void> {
  house.cloud.clock.advance(minutes * minute)
  await house.cloud.runTimer('everyMinute')
  await house.cloud.idle()
}

async function atRest(): Promise<string[]> {
  await house.cloud.runTimer('everyMinute')
  await house.cloud.idle()
  return brokenInvariants(house.cloud.database, house.cloud.payments.list())
}

describe('an order that is not paid', () => {
  it('gives its portions back when the diner cancels it, once', async () => {
    const id = await placeBrains('ann')
    expect(await house.diner('bob').send('placeOrder', orderInput([line('brain')], 2600))).toMatchObject({
      code: 'sold_out',
    })
    const cancels = await Promise.all([1, 2].map(() => house.diner('ann').ask('cancelOrder', { order: id })))
    expect(cancels.map((order) => order.status)).toEqual(['cancelled', 'cancelled'])
    expect(await house.board()).toMatchObject({ left: { brain: 3 } })
    await placeBrains('bob')
    expect(await atRest()).toEqual([])
  })

  it('loses its portions when its time is over, and not a minute before', async () => {
    const id = await placeBrains('ann')
    await laterBy(9)
    expect(await house.order(id)).toMatchObject({ status: 'placed' })
    await laterBy(1)
    expect(await house.order(id)).toMatchObject({ status: 'cancelled', owes: [] })
    expect(await house.board()).toMatchObject({ left: { brain: 3 }, holds: {} })
    expect(await house.diner('ann').send('payOrder', { order: id })).toMatchObject({ code: 'wrong_status' })
    expect(await atRest()).toEqual([])
  })

  it('R11 R12: is closed at the pay platform before it is cancelled, not earlier than five minutes after it was begun', async () => {
    const id = await placeBrains('ann')
    await laterBy(8)
    await house.diner('ann').ask('payOrder', { order: id })
    await laterBy(3)
    expect(await house.order(id)).toMatchObject({ status: 'placed' })
    expect(house.cloud.payments.list()).toMatchObject([{ state: 'NOTPAY' }])
    await laterBy(3)
    expect(await house.order(id)).toMatchObject({ status: 'cancelled' })
    expect(house.cloud.payments.list()).toMatchObject([{ state: 'CLOSED' }])
    expect(await atRest()).toEqual([])
  })

  it('R13: is paid when the platform has the money at the moment of closing', async () => {
    const id = await placeBrains('ann')
    await house.diner('ann').pay(id, 'silent')
    await laterBy(11)
    expect(await house.order(id)).toMatchObject({ status: 'paid' })
    expect(await atRest()).toEqual([])
  })
})

describe('R14: the number of an order that was closed', () => {
  it('is never used again: the same meal is another order with another number, and can be paid', async () => {
    const input = orderInput([line('brain')], 2600)
    const { id } = await house.diner('ann').ask('placeOrder', input)
    await house.diner('ann').ask('payOrder', { order: id })
    await laterBy(11)
    expect(house.cloud.payments.list()).toMatchObject([{ outTradeNo: id, state: 'CLOSED' }])
    // Sent again by the same key it is still the same order, which is over.
    expect(await house.diner('ann').ask('placeOrder', input)).toMatchObject({ id, status: 'cancelled' })
    expect(await house.diner('ann').send('payOrder', { order: id })).toMatchObject({ code: 'wrong_status' })
    const again = await house.diner('ann').ask('placeOrder', orderInput([line('brain')], 2600))
    expect(again.id).not.toBe(id)
    await house.diner('ann').pay(again.id)
    await house.cloud.idle()
    expect(await house.order(again.id)).toMatchObject({ status: 'paid' })
    expect(await atRest()).toEqual([])
  })
})

describe('paying too late', () => {
  it('is refused when the time is over, though no timer has looked yet', async () => {
    const id = await placeBrains('ann')
    house.cloud.clock.advance(11 * minute)
    expect(await house.diner('ann').send('payOrder', { order: id })).toMatchObject({ code: 'hold_expired' })
  })
})

describe('R22: an order that is paid after it was cancelled', () => {
  async function payAfterCancel(between: () => Promise<void>): Promise<string> {
    const id = await placeBrains('ann')
    const { package: prepay } = await house.diner('ann').ask('payOrder', { order: id })
    await house.diner('ann').ask('cancelOrder', { order: id })
    await between()
    await house.cloud.payments.pay(prepay.replace('prepay_id=', ''), 'ann', 'success')
    await house.cloud.idle()
    return id
  }

  it('lives again when its portions can be had', async () => {
    const id = await payAfterCancel(async () => {})
    expect(await house.order(id)).toMatchObject({ status: 'paid', lateEnd: 'revived' })
    expect(await house.board()).toMatchObject({ left: { brain: 0 }, sold: { brain: 3 } })
    expect(await atRest()).toEqual([])
  })

  it('gets its money back, once, when they are gone', async () => {
    const id = await payAfterCancel(async () => {
      await placeBrains('bob', 1)
    })
    await house.cloud.runTimer('everyMinute')
    expect(await house.order(id)).toMatchObject({ status: 'refunded', refundedFen: 7800, lateEnd: 'refunded' })
    const [payment] = house.cloud.payments.list().filter((candidate) => candidate.outTradeNo === id)
    expect(payment?.refunds).toMatchObject([{ refundFee: 7800 }])
    await house.cloud.payments.notify(id, { times: 3, concurrently: true })
    expect(await atRest()).toEqual([])
  })

  it('never comes to that when the platform closed it in time', async () => {
    const id = await placeBrains('ann')
    const { package: prepay } = await house.diner('ann').ask('payOrder', { order: id })
    await house.diner('ann').ask('cancelOrder', { order: id })
    await laterBy(6)
    await expect(house.cloud.payments.pay(prepay.replace('prepay_id=', ''), 'ann', 'success')).rejects.toMatchObject({
      code: 'ORDERCLOSED',
    })
    expect(await house.order(id)).toMatchObject({ status: 'cancelled', owes: [] })
    expect(house.cloud.payments.list()).toMatchObject([{ state: 'CLOSED' }])
    expect(await atRest()).toEqual([])
  })
})
