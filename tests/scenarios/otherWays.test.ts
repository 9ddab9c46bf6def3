import { nthPaymentNumber, type Order } from '@yundian/domain'
import type { House, PayChannel, PhoneChannel } from '@yundian/platform'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
let platform: typeof import('@yundian/platform')
beforeAll(async () => {
  house = await openTestHouse({ payPlatforms: true, env: { WECHATPAY_PRIVATE_KEY: '' } })
  // The house's own code in this process, on the same cloud, so that a channel can be put in.
  Object.assign(process.env, house.cloud.sdkEnvironment)
  platform = await import('@yundian/platform')
})
afterAll(() => house.close())

const placed = async (openid: string) =>
  (await house.diner(openid).ask('placeOrder', orderInput([line('tripe')], 3800))).id
const take = (order: string, channel: 'cash' | 'wechatCode' | 'alipayCode', code?: string) =>
  house.cook.send('takePayment', { order, channel, ...(code === undefined ? {} : { code }) })
const show = (platform: 'wechat' | 'alipay', openid: string, then: 'pays' | 'asked' | 'cannot' = 'pays') =>
  house.cloud.payments.payerCodes.show(platform, openid, then)
const lost = async () => Promise.reject(new Error('connect ETIMEDOUT'))
const settled = async () => {
  await house.cloud.idle()
  await house.cloud.runTimer('everyMinute')
  await house.cloud.idle()
  return brokenInvariants(house.cloud.database, house.cloud.payments.list())
}
/** The house in this process, with channels that answer as they are told. */
const withChannels = (phone: Partial<PhoneChannel>, counter: Partial<PayChannel> = {}): House => ({
  ...platform.house,
  clock: house.cloud.clock,
  pay: { ...platform.wechatPay, ...phone },
  counter: { cash: platform.cash, wechatCode: { ...platform.wechatCode, ...counter } },
})

describe('a counter payment that failed', () => {
  for (const [channel, side] of [
    ['wechatCode', 'wechat'],
    ['alipayCode', 'alipay'],
  ] as const) {
    it(`is let go of, and the phone may pay, by a number of its own: ${channel}`, async () => {
      const openid = `poor-${side}`
      const id = await placed(openid)
      const refused = await take(id, channel, show(side, openid, 'cannot'))
      expect(refused).toMatchObject({
        code: 'payment_unavailable',
        details: { next: expect.arrayContaining(['cash', 'wechat']) },
      })
      expect(await house.order(id)).toMatchObject({ status: 'placed', closedPayments: 1 })
      expect((await house.order(id)).payment).toBeUndefined()
      await house.diner(openid).pay(id)
      await house.cloud.idle()
      expect(await house.order(id)).toMatchObject({
        status: 'paid',
        payment: { channel: 'wechat', number: nthPaymentNumber(id, 2), paidFen: 3800 },
      })
    })
  }

  it('of a diner who is asked for his password and turns it down leaves every way open', async () => {
    const id = await placed('shy')
    await take(id, 'wechatCode', show('wechat', 'shy', 'asked'))
    const own = house.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === id)
    await house.cloud.payments.pay(own?.prepayId ?? '', 'shy', 'fail')
    await house.cook.ask('checkTaken', { order: id })
    expect(await take(id, 'wechatCode', show('wechat', 'shy'))).toMatchObject({ ok: true, value: { status: 'paid' } })
    expect(await house.order(id)).toMatchObject({ payment: { number: nthPaymentNumber(id, 2) } })
  })

  it('and a payment begun on the phone can both be closed for a third, and it goes back by its number', async () => {
    const id = await placed('tim')
    await house.diner('tim').ask('payOrder', { order: id })
    expect(await take(id, 'wechatCode', show('wechat', 'tim'))).toMatchObject({ ok: true, value: { status: 'paid' } })
    await house.cloud.idle()
    const wish = { kind: 'whole' as const }
    await house.cook.ask('refundOrder', { order: id, requestKey: 'staff-key-1', wish, reason: '' })
    expect(await settled()).toEqual([])
    expect(house.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === nthPaymentNumber(id, 2))).toMatchObject({
      refunds: [{ outRefundNo: `${id}-1`, refundFee: 3800 }],
    })
  })
})

describe('a channel that is not connected', () => {
  it('is said so, with the other ways, and nothing is begun', async () => {
    const { takePayment } = await import('../../cloudfunctions/staff/takePayment.ts')
    const id = await placed('una-linked')
    const staff = { _id: 'cook', store: 'lane', name: '', role: 'cook' as const }
    const code = { order: id, channel: 'alipayCode', code: '284567890123456789' }
    await expect(takePayment.run(code, withChannels({}), staff)).rejects.toMatchObject({
      code: 'payment_unavailable',
      details: { reason: 'not connected', next: ['wechatCode', 'cash', 'wechat'] },
    })
    expect((await house.order(id)).payment).toBeUndefined()
    await house.diner('una-linked').ask('cancelOrder', { order: id })
  })
})

describe('a channel that does not answer', () => {
  it('is said so, with the other ways, and the owner is told how often', async () => {
    const { payOrder } = await import('../../cloudfunctions/diner/payOrder.ts')
    const { takePayment } = await import('../../cloudfunctions/staff/takePayment.ts')
    const id = await placed('una')
    const deaf = withChannels({ start: lost, query: lost, close: lost }, { start: lost, query: lost, close: lost })
    await expect(payOrder.run({ order: id }, deaf, { openid: 'una' })).rejects.toMatchObject({
      code: 'payment_unavailable',
      details: { reason: 'no answer', next: ['counter'] },
    })
    const staff = { _id: 'cook', store: 'lane', name: '', role: 'cook' as const }
    const code = { order: id, channel: 'wechatCode', code: '134567890123456789' }
    await expect(takePayment.run(code, deaf, staff)).rejects.toMatchObject({ code: 'payment_unavailable' })
    // Nobody knows what became of it, so it is not let go of.
    expect(await house.order(id)).toMatchObject({ payment: { channel: 'wechat' } })
    const alerts = await house.cloud.database.find('alerts', { kind: 'payment' })
    expect(alerts).toMatchObject([{ times: 2, text: expect.stringContaining('ETIMEDOUT') }])
    await house.diner('una').pay(id)
    await house.cloud.idle()
    expect(await house.order(id)).toMatchObject({ status: 'paid' })
  })
})

describe('refunds of an order', () => {
  async function paidTwice(openid: string): Promise<string> {
    const { id } = await house.diner(openid).ask('placeOrder', orderInput([line('tripe', { quantity: 2 })], 7600))
    await house.diner(openid).pay(id)
    await house.cloud.idle()
    return id
  }
  const amount = (order: string, requestKey: string, fen: number) => ({
    order,
    requestKey,
    wish: { kind: 'amount' as const, fen },
    reason: '',
  })

  it('are refused when the key was used for another wish', async () => {
    const id = await paidTwice('val')
    await house.cook.ask('refundOrder', amount(id, 'staff-key-1', 100))
    expect(await house.cook.ask('refundOrder', amount(id, 'staff-key-1', 100))).toMatchObject({ refundedFen: 100 })
    expect(await house.cook.send('refundOrder', amount(id, 'staff-key-1', 200))).toMatchObject({
      code: 'request_changed',
    })
    expect(await house.order(id)).toMatchObject({ refundedFen: 100 })
  })

  it('R20: go on though the platform never takes the first', async () => {
    const id = await paidTwice('wes')
    house.cloud.parts.triggers.mode = 'drop'
    for (const at of [1, 2, 3]) await house.cook.ask('refundOrder', amount(id, `staff-key-${at}`, 100 * at))
    const sent: string[] = []
    const refund: PhoneChannel['refund'] = async ({ refundId }) => {
      sent.push(refundId.slice(-2))
      return refundId.endsWith('-1') ? 'again' : 'accepted'
    }
    for (let minute = 0; minute < 5; minute++) {
      await platform.runEffects(await house.order(id), withChannels({ refund }))
      house.cloud.clock.advance(60_000)
    }
    house.cloud.parts.triggers.mode = 'deliver'
    expect(sent).toEqual(['-1', '-2', '-3', '-1', '-1'])
    const { refunds } = await house.order(id)
    expect(Object.values(refunds ?? {}).map(({ state }) => state)).toEqual(['granted', 'accepted', 'accepted'])
  })

  it('by the diner are refused when cooking begins between the look and the grant', async () => {
    const { askRefund } = await import('../../cloudfunctions/diner/askRefund.ts')
    const id = await paidTwice('xia')
    const slow = withChannels({})
    const { orders } = slow.records
    const find: typeof orders.find = async (filter, options) => {
      const found = await orders.find(filter, options)
      await house.cook.ask('acceptOrder', { order: id })
      return found
    }
    const wish = { order: id, requestKey: 'ask-refund-1', reason: '' }
    const asked = askRefund.run(
      wish,
      { ...slow, records: { ...slow.records, orders: { ...orders, find } } },
      { openid: 'xia' },
    )
    await expect(asked).rejects.toMatchObject({ code: 'wrong_status', details: { status: 'cooking' } })
    expect(await house.order(id)).toMatchObject({ status: 'cooking', refundedFen: 0 })
  })

  it('cannot be declined once all was given back', async () => {
    const id = await paidTwice('yan')
    await house.cook.ask('acceptOrder', { order: id })
    await house.diner('yan').ask('askRefund', { order: id, requestKey: 'ask-refund-1', reason: '太慢了' })
    await house.cook.ask('refundOrder', { order: id, requestKey: 'staff-key-1', wish: { kind: 'whole' }, reason: '' })
    const declined = await house.cook.send('declineRefund', { order: id })
    expect(declined).toMatchObject({ code: 'wrong_status', details: { status: 'refunded' } })
    expect(((await house.order(id)) as Order).refundAsked?.declinedAt).toBeUndefined()
  })
})
