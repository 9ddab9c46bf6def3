import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  // A merchant without cloudPay: API v3 alone is connected.
  house = await openTestHouse({ env: { SUB_MCH_ID: '', ALIPAY_PRIVATE_KEY: '' }, payPlatforms: true })
})
afterAll(() => house.close())

async function placed(openid: string): Promise<string> {
  return (await house.diner(openid).ask('placeOrder', orderInput([line('rice')], 300))).id
}

async function paid(openid: string, outcome: 'success' | 'silent' = 'success'): Promise<string> {
  const id = await placed(openid)
  await house.diner(openid).pay(id, outcome)
  await house.cloud.idle()
  return id
}

const payment = (id: string) => house.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === id)

describe('a merchant with API v3 alone', () => {
  it('R6: is told over HTTP that an order is paid, once, and acknowledges it', async () => {
    const id = await paid('ann')
    expect(payment(id)).toMatchObject({ channel: 'wechatV3', state: 'SUCCESS', callbacks: [{ ok: true }] })
    expect(await house.order(id)).toMatchObject({
      status: 'paid',
      payment: { paidFen: 300, transactionId: payment(id)?.transactionId },
    })
    await house.cloud.payments.notify(id, { channel: 'wechatV3', times: 3, concurrently: true })
    await house.cloud.idle()
    expect(await house.cloud.database.count('tickets', { order: id })).toBe(1)
    expect(await house.cloud.database.count('pointEntries', { order: id })).toBe(1)
  })

  it('A10 R24: keeps a notice of another amount in suspense', async () => {
    const id = await paid('bob', 'silent')
    const override = { amount: { total: 1, currency: 'CNY' } }
    const [delivery] = await house.cloud.payments.notify(id, { channel: 'wechatV3', override })
    expect(delivery).toMatchObject({ ok: true })
    expect(await house.order(id)).toMatchObject({ status: 'placed' })
    expect(await house.cloud.database.count('suspense', { outTradeNo: id, reason: 'wrong_amount' })).toBe(1)
  })

  it('A10: refuses a notice about another merchant, whoever signed it', async () => {
    const id = await paid('cat', 'silent')
    const [delivery] = await house.cloud.payments.notify(id, { channel: 'wechatV3', override: { mchid: '1' } })
    expect(delivery).toMatchObject({ ok: false, answer: { status: 401 } })
    expect(await house.order(id)).toMatchObject({ status: 'placed' })
  })

  it('A9: refuses whatever is not signed by the platform', async () => {
    for (const [path, answer] of [
      ['wechat', '{"code":"FAIL","message":"not proven"}'],
      ['alipay', 'fail'],
    ]) {
      const body = '{"event_type":"TRANSACTION.SUCCESS"}'
      const reply = await fetch(`${house.cloud.url}/http/pay/${path}`, { method: 'POST', body })
      expect([reply.status, await reply.text()]).toEqual([401, answer])
    }
  })

  it('R9: finds what no notice told, when the phone comes back or a minute later', async () => {
    const [asked, silent] = [await paid('dan', 'silent'), await paid('eve', 'silent')]
    expect(await house.diner('dan').ask('checkPayment', { order: asked })).toMatchObject({ status: 'paid' })
    await house.cloud.runTimer('everyMinute')
    expect(await house.order(silent)).toMatchObject({ status: 'paid' })
  })

  it('R16 R18: gives money back, and is told when it arrived', async () => {
    const id = await paid('fay')
    await house.diner('fay').ask('askRefund', { order: id, requestKey: 'fay-back-1', reason: '' })
    await house.cloud.idle()
    house.cloud.clock.advance(60_000)
    await house.cloud.idle()
    expect(payment(id)?.refunds).toMatchObject([{ refundFee: 300, callbacks: [{ ok: true }] }])
    expect(Object.values((await house.order(id)).refunds ?? {})).toMatchObject([{ fen: 300, state: 'done' }])
  })
})
