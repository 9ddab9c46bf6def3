import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { merchantId, openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeEach(async () => {
  house = await openTestHouse()
})
afterEach(() => house.close())

async function placeTripe(openid = 'ann'): Promise<string> {
  const { id } = await house.diner(openid).ask('placeOrder', orderInput([line('tripe')], 3800))
  return id
}

async function atRest(): Promise<string[]> {
  await house.cloud.idle()
  return brokenInvariants(house.cloud.database, house.cloud.payments.list())
}

async function pointsOf(openid: string): Promise<number> {
  return (await house.diner(openid).ask('myMembership', {})).points
}

describe('the pay platform says that an order was paid', () => {
  it('R4 R5 A11: five notices, one after the other and all at once, pay it once and give its points once', async () => {
    const id = await placeTripe()
    house.cloud.payments.setCallbackMode('hold')
    await house.diner('ann').pay(id)
    const together = await house.cloud.payments.notify(id, { times: 5, concurrently: true })
    const later = await house.cloud.payments.notify(id, { times: 5 })
    expect([...together, ...later].map((delivery) => delivery.ok)).toEqual(Array(10).fill(true))
    expect(await atRest()).toEqual([])
    expect(await pointsOf('ann')).toBe(38)
  })

  it('R2: acknowledges with errcode 0 only what it has recorded, so that the platform stops', async () => {
    const id = await placeTripe()
    await house.diner('ann').pay(id)
    await house.cloud.idle()
    const [payment] = house.cloud.payments.list()
    expect(payment?.callbacks).toMatchObject([{ ok: true, answer: { errcode: 0 } }])
    expect(payment?.nextCallbackAt).toBeUndefined()
  })

  it('A9: refuses a notice that a client forges', async () => {
    const id = await placeTripe()
    const forged = {
      returnCode: 'SUCCESS',
      resultCode: 'SUCCESS',
      outTradeNo: id,
      transactionId: '4200000000000000000000000001',
      totalFee: 3800,
      subMchId: merchantId,
      subOpenid: 'ann',
    }
    const answer = await house.cloud.callFunction('paymentNotified', forged, { openid: 'ann' })
    expect(answer).toMatchObject({ ok: false, code: 'not_allowed' })
    expect(await house.order(id)).toMatchObject({ status: 'placed' })
  })

  const misfits = [
    { name: 'another amount', override: { totalFee: 1 }, reason: 'wrong_amount' },
    { name: 'another payer', override: { subOpenid: 'mallory' }, reason: 'wrong_payer' },
    { name: 'another merchant', override: { subMchId: '1999999999' }, reason: 'wrong_merchant' },
    { name: 'an unknown order', override: { outTradeNo: 'f'.repeat(32) }, reason: 'unknown_order' },
  ]
  for (const { name, override, reason } of misfits) {
    it(`A10 R6 R24: keeps a notice with ${name} in suspense, tells the owner, and pays nothing`, async () => {
      const id = await placeTripe()
      house.cloud.payments.setCallbackMode('hold')
      await house.diner('ann').pay(id)
      await house.cloud.payments.notify(id, { override, times: 2 })
      expect(await house.order(id)).toMatchObject({ status: 'placed' })
      expect(await house.cloud.database.find('suspense', {})).toMatchObject([{ reason }])
      expect(await house.cloud.database.find('alerts', {})).toMatchObject([{ kind: 'suspense' }])
    })
  }

  it('R24: keeps a second payment of a paid order in suspense', async () => {
    const id = await placeTripe()
    await house.diner('ann').pay(id)
    await house.cloud.idle()
    await house.cloud.payments.notify(id, { override: { transactionId: '4200999999999999999999999999' } })
    expect(await house.cloud.database.find('suspense', {})).toMatchObject([
      { reason: 'second_payment', totalFee: 3800 },
    ])
  })

  it('asks for the notice again when it could not be recorded', async () => {
    const id = await placeTripe()
    house.cloud.payments.setCallbackMode('hold')
    await house.diner('ann').pay(id)
    const [delivery] = await house.cloud.payments.notify(id, { override: { totalFee: 'much' } })
    expect(delivery).toMatchObject({ ok: false, answer: { errcode: 1 } })
  })
})

/** What becomes of a payment sheet; undefined: it is never opened. */
const outcomes = ['success', 'silent', 'fail', 'success', undefined] as const

describe('the pay platform says nothing', () => {
  it('R1 R9: finds the order paid within a minute when every notice is lost', async () => {
    const ids = await Promise.all(['ann', 'bob', 'cat'].map(placeTripe))
    house.cloud.payments.setCallbackMode('never')
    await house.diner('ann').pay(ids[0] ?? '')
    await house.diner('bob').pay(ids[1] ?? '', 'silent')
    house.cloud.clock.advance(60_000)
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    expect(await house.order(ids[0] ?? '')).toMatchObject({ status: 'paid' })
    expect(await house.order(ids[1] ?? '')).toMatchObject({ status: 'paid' })
    expect(await house.order(ids[2] ?? '')).toMatchObject({ status: 'placed' })
    expect(await pointsOf('bob')).toBe(38)
    expect(await atRest()).toEqual([])
  })

  it('R9: of a lunch peak whose notices are all lost, every order is right within one cycle of queries', async () => {
    house.cloud.payments.setCallbackMode('never')
    const diners = Array.from({ length: 40 }, (_, at) => `guest${at}`)
    const ids = await Promise.all(diners.map((openid) => placeTripe(openid)))
    const paying = ids.map((id, at) => ({ id, openid: diners[at] ?? '', outcome: outcomes[at % outcomes.length] }))
    await Promise.all(paying.map(({ id, openid, outcome }) => outcome && house.diner(openid).pay(id, outcome)))
    house.cloud.clock.advance(60_000)
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    for (const { id, outcome } of paying) {
      const isPaid = outcome === 'success' || outcome === 'silent'
      expect(await house.order(id)).toMatchObject({ status: isPaid ? 'paid' : 'placed', owes: [] })
    }
    expect(await atRest()).toEqual([])
  })

  it('R7: shows the order paid when the phone comes back and asks, whatever the phone was told', async () => {
    const id = await placeTripe()
    await house.diner('ann').pay(id, 'silent')
    expect(await house.diner('ann').ask('openOrder', { order: id })).toMatchObject({ status: 'placed' })
    expect(await house.diner('ann').ask('checkPayment', { order: id })).toMatchObject({ status: 'paid' })
    expect(await atRest()).toEqual([])
  })

  it('does what a paid order owes by the timer when every trigger is lost', async () => {
    house.cloud.parts.triggers.mode = 'drop'
    const id = await placeTripe()
    await house.diner('ann').pay(id)
    await house.cloud.idle()
    expect(await pointsOf('ann')).toBe(0)
    await house.cloud.runTimer('everyMinute')
    expect(await pointsOf('ann')).toBe(38)
    expect(await atRest()).toEqual([])
  })

  it('does it once when every trigger comes twice', async () => {
    house.cloud.parts.triggers.mode = 'repeat'
    const id = await placeTripe()
    await house.diner('ann').pay(id)
    await house.cloud.idle()
    expect(await pointsOf('ann')).toBe(38)
    expect(await house.order(id)).toMatchObject({ owes: [] })
    expect(await atRest()).toEqual([])
  })
})

describe('paying again', () => {
  it('R8 R14: a second attempt is the same number on the platform, and the same prepay id', async () => {
    const id = await placeTripe()
    const diner = house.diner('ann')
    await diner.pay(id, 'fail')
    const first = house.cloud.payments.list()
    await diner.ask('payOrder', { order: id })
    expect(house.cloud.payments.list()).toMatchObject([{ outTradeNo: id, prepayId: first[0]?.prepayId }])
  })

  it('refuses to start a payment of a paid order, and of another diner’s order (A12)', async () => {
    const id = await placeTripe()
    await house.diner('ann').pay(id)
    await house.cloud.idle()
    expect(await house.diner('ann').send('payOrder', { order: id })).toMatchObject({
      code: 'wrong_status',
      details: { status: 'paid' },
    })
    expect(await house.diner('bob').send('payOrder', { order: id })).toMatchObject({ code: 'unknown_order' })
  })
})
