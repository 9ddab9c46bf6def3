import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../house/invariants.ts'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ payPlatforms: true, env: { WECHATPAY_PRIVATE_KEY: '' } })
})
afterAll(() => house.close())

const placed = async (openid: string) =>
  (await house.diner(openid).ask('placeOrder', orderInput([line('tripe')], 3800))).id
const take = (order: string, channel: 'cash' | 'wechatCode' | 'alipayCode', code?: string) =>
  house.cook.send('takePayment', { order, channel, ...(code === undefined ? {} : { code }) })
const rest = async () => {
  await house.cloud.idle()
  await house.cloud.runTimer('everyMinute')
  await house.cloud.idle()
}
const wrong = () => brokenInvariants(house.cloud.database, house.cloud.payments.list())
/** The digits on a diner's phone. */
const show = (platform: 'wechat' | 'alipay', openid: string, then: 'pays' | 'asked' | 'cannot' = 'pays') =>
  house.cloud.payments.payerCodes.show(platform, openid, then)

describe('the counter', () => {
  it('lists what is unpaid, and how it can be paid', async () => {
    const id = await placed('ann')
    const { orders, channels } = await house.cook.ask('openCounter', {})
    expect(orders.map((order) => order.id)).toContain(id)
    expect(channels).toEqual(['wechat', 'alipay', 'wechatCode', 'alipayCode', 'cash'])
  })

  it('takes cash once, whoever of the staff types it in at the same time', async () => {
    const id = await placed('bob')
    await Promise.all([
      take(id, 'cash'),
      take(id, 'cash'),
      house.owner.send('takePayment', { order: id, channel: 'cash' }),
    ])
    await rest()
    expect(await house.order(id)).toMatchObject({ status: 'paid', payment: { channel: 'cash', paidFen: 3800 } })
    expect(await house.cloud.database.count('tickets', { order: id })).toBe(1)
    expect(await house.cloud.database.count('pointEntries', { order: id })).toBe(1)
    expect(await house.cloud.database.count('suspense', {})).toBe(0)
  })

  for (const [channel, platform] of [
    ['wechatCode', 'wechat'],
    ['alipayCode', 'alipay'],
  ] as const) {
    it(`reads the code on the diner’s phone: ${channel}`, async () => {
      const id = await placed(`of-${platform}`)
      const reply = await take(id, channel, show(platform, `of-${platform}`))
      expect(reply).toMatchObject({ ok: true, value: { status: 'paid', channel } })
      await rest()
      expect(await wrong()).toEqual([])
    })

    it(`waits for the password, and finds the payment: ${channel}`, async () => {
      const openid = `slow-${platform}`
      const id = await placed(openid)
      const code = show(platform, openid, 'asked')
      expect(await take(id, channel, code)).toMatchObject({ ok: true, value: { status: 'placed' } })
      const own = house.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === id)
      await house.cloud.payments.pay(own?.prepayId ?? '', openid, 'silent')
      expect(await house.cook.ask('checkTaken', { order: id })).toMatchObject({ status: 'paid' })
      await rest()
      expect(await wrong()).toEqual([])
    })
  }

  it('gives money back the way it came', async () => {
    const id = await placed('cat')
    await take(id, 'alipayCode', show('alipay', 'cat'))
    const wish = { kind: 'whole' as const }
    await house.cook.ask('refundOrder', { order: id, requestKey: 'staff-key-1', wish, reason: '' })
    await rest()
    const own = house.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === id)
    expect(own).toMatchObject({ channel: 'alipay', refunds: [{ refundFee: 3800 }] })
    expect(await wrong()).toEqual([])
  })
})

describe('R11: a payment begun on the phone', () => {
  it('is closed before the counter takes the money, so that nobody pays twice', async () => {
    const id = await placed('dan')
    const { package: prepay } = await house.diner('dan').ask('payOrder', { order: id })
    expect(await take(id, 'cash')).toMatchObject({ ok: true, value: { status: 'paid' } })
    const late = house.cloud.payments.pay(prepay.replace('prepay_id=', ''), 'dan', 'success')
    await expect(late).rejects.toMatchObject({ code: 'ORDERCLOSED' })
    expect(await house.order(id)).toMatchObject({ status: 'paid', payment: { channel: 'cash' } })
  })

  it('counts when the diner was faster', async () => {
    const id = await placed('eve')
    await house.diner('eve').pay(id, 'silent')
    expect(await take(id, 'cash')).toMatchObject({ ok: false, code: 'wrong_status', details: { status: 'paid' } })
    await rest()
    expect(await house.order(id)).toMatchObject({ status: 'paid', payment: { channel: 'wechat' } })
    expect(await wrong()).toEqual([])
  })

  it('is not taken for closed while its start is on its way to the platform', async () => {
    const id = await placed('mia')
    const slow = {
      name: 'slow',
      strikes: 'request',
      does: 'delay',
      ms: [1500, 1500],
      match: { api: 'unifiedOrder' },
    } as const
    house.cloud.trouble.add(slow)
    const paying = house.diner('mia').ask('payOrder', { order: id })
    await expect.poll(async () => (await house.order(id)).payment?.channel, { timeout: 5000 }).toBe('wechat')
    // The platform knows nothing of it yet; cash now would be the first of two payments.
    expect(await take(id, 'cash')).toMatchObject({ code: 'payment_unavailable' })
    house.cloud.trouble.remove('slow')
    const { package: prepay } = await paying
    await house.cloud.payments.pay(prepay.replace('prepay_id=', ''), 'mia', 'success')
    await rest()
    expect(await house.order(id)).toMatchObject({ status: 'paid', payment: { channel: 'wechat' } })
    expect(await house.cloud.database.count('suspense', { outTradeNo: id })).toBe(0)
    expect(await wrong()).toEqual([])
  })

  it('is not begun while the counter waits for the diner', async () => {
    const id = await placed('fay')
    await take(id, 'alipayCode', show('alipay', 'fay', 'asked'))
    expect(await house.diner('fay').send('payOrder', { order: id })).toMatchObject({ code: 'payment_unavailable' })
    expect(await house.diner('fay').ask('checkPayment', { order: id })).toMatchObject({ status: 'placed' })
  })
})

describe('a code of ours that the diner scans', () => {
  const shown = (id: string) => house.cook.ask('showCode', { order: id })
  const scan = async (code: string, openid: string, outcome: 'success' | 'fail' | 'silent' = 'success') => {
    await house.cloud.payments.pay(code, openid, outcome)
    await rest()
  }

  it('pays the order once, by the notice or when the counter asks', async () => {
    for (const [openid, outcome] of [
      ['hal', 'success'],
      ['ida', 'silent'],
    ] as const) {
      const id = await placed(openid)
      const { code, until } = await shown(id)
      expect(code).toMatch(/^https:\/\/qr\.alipay\.com\//)
      expect(until - house.cloud.clock.now()).toBeGreaterThan(2 * 60_000)
      await scan(code, openid, outcome)
      expect(await house.cook.ask('checkTaken', { order: id })).toMatchObject({ status: 'paid', channel: 'alipay' })
    }
    expect(await wrong()).toEqual([])
  })

  it('R8: is the same code under the same number while it is shown', async () => {
    const id = await placed('jan')
    const codes = await Promise.all([shown(id), shown(id).catch(() => shown(id))])
    expect(new Set([...codes, await shown(id)].map(({ code }) => code)).size).toBe(1)
    await scan(codes[0]?.code ?? '', 'jan')
    expect(await house.cook.send('showCode', { order: id })).toMatchObject({ code: 'wrong_status' })
  })

  it('R11: leaves no other way open until its time is over, and then every one', async () => {
    const id = await placed('kim')
    const { code, until } = await shown(id)
    expect(await take(id, 'cash')).toMatchObject({ code: 'payment_unavailable', details: { next: ['alipay'] } })
    expect(await house.diner('kim').send('payOrder', { order: id })).toMatchObject({ code: 'payment_unavailable' })
    house.cloud.clock.set(until + 1000)
    const again = await shown(id)
    expect(again.code).not.toBe(code)
    house.cloud.clock.set(again.until + 1000)
    expect(await take(id, 'cash')).toMatchObject({ ok: true, value: { status: 'paid' } })
    await expect(house.cloud.payments.pay(again.code, 'kim', 'success')).rejects.toMatchObject({ code: 'ORDERCLOSED' })
    await rest()
    expect(await wrong()).toEqual([])
  })

  it('R11: takes the place of a payment begun on the phone', async () => {
    const id = await placed('lea')
    const { package: prepay } = await house.diner('lea').ask('payOrder', { order: id })
    const { code } = await shown(id)
    const late = house.cloud.payments.pay(prepay.replace('prepay_id=', ''), 'lea', 'success')
    await expect(late).rejects.toMatchObject({ code: 'ORDERCLOSED' })
    await scan(code, 'lea')
    expect(await house.order(id)).toMatchObject({ status: 'paid', payment: { channel: 'alipay' } })
  })
})

describe('what the counter cannot take', () => {
  it('is refused, and the order stays as it was', async () => {
    const id = await placed('gus')
    expect(await take(id, 'alipayCode', show('alipay', 'gus', 'cannot'))).toMatchObject({ code: 'payment_unavailable' })
    expect(await take(id, 'wechatCode')).toMatchObject({ code: 'bad_input' })
    expect(await take('0'.repeat(32), 'cash')).toMatchObject({ code: 'unknown_order' })
    expect(await house.cook.send('showCode', { order: '0'.repeat(32) })).toMatchObject({ code: 'unknown_order' })
    expect(await house.cook.send('showCode', { order: { $ne: '' } })).toMatchObject({ code: 'bad_input' })
    expect(await house.order(id)).toMatchObject({ status: 'placed' })
    await house.diner('gus').ask('cancelOrder', { order: id })
    expect(await take(id, 'cash')).toMatchObject({ code: 'wrong_status' })
  })
})

it('R10: compares each platform’s bill with the orders that were paid there, and asks nobody about cash', async () => {
  house.cloud.clock.set(Date.parse('2026-05-08T04:30:00+08:00'))
  await house.cloud.runTimer('nightly')
  const days = await house.cloud.database.find('reconciliations', { day: '2026-05-06' })
  expect(days.map(({ channel }) => channel).sort()).toEqual(['alipay', 'wechat'])
  for (const { counts, differences } of days)
    expect([differences, counts]).toEqual([[], { agrees: expect.any(Number) }])
  expect(await house.cloud.database.find('alerts', { kind: 'reconciliation' })).toEqual([])
})
