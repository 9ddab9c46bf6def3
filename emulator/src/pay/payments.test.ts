import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'
import { openTill } from './testTill.ts'

const NOON = '2026-11-23T12:00:00+08:00'

let cloud: Cloud
let till: ReturnType<typeof openTill>
beforeAll(async () => {
  cloud = await startShop({ clock: NOON })
  till = openTill(cloud)
})
afterAll(() => cloud.stop())

describe('unifiedOrder', () => {
  it('answers what a mini-program needs to pay', async () => {
    const { answer } = await till.makeOrder()
    expect(answer).toMatchObject({ returnCode: 'SUCCESS', resultCode: 'SUCCESS', errCode: 0, tradeType: 'JSAPI' })
    expect(answer.payment).toMatchObject({ package: `prepay_id=${answer.prepayId}`, signType: 'MD5' })
    const minutes = (Number(answer.payment.timeStamp) - Date.parse(NOON) / 1000) / 60
    expect(Math.floor(minutes)).toBe(0)
  })

  it('answers the same prepay id for the same number and fee, and refuses another fee', async () => {
    const { data, answer } = await till.makeOrder()
    expect((await till.ask('unifiedOrder', data)).prepayId).toBe(answer.prepayId)
    expect(await till.ask('unifiedOrder', { ...data, totalFee: 1 })).toMatchObject({ resultCode: 'FAIL' })
    expect(await till.ask('unifiedOrder', data, 'bob')).toMatchObject({ errCodeDes: '商户订单号重复' })
  })

  it.each([
    ['totalFee', 0],
    ['totalFee', 18.5],
    ['totalFee', '1800'],
    ['outTradeNo', 'x'.repeat(33)],
    ['outTradeNo', 'a b'],
    ['functionName', ''],
    ['envId', 'another'],
    ['timeExpire', 'soon'],
  ])('refuses %s = %s', async (field, value) => {
    expect((await till.makeOrder({ [field]: value })).answer.resultCode).toBe('FAIL')
  })
})

it('tells of an unpaid order its number, its state, and what is paid for', async () => {
  const { outTradeNo } = await till.makeOrder({ attach: 'table 3' })
  const answer = await till.ask('queryOrder', { outTradeNo })
  expect(answer).toMatchObject({ outTradeNo, tradeState: 'NOTPAY', tradeStateDesc: '订单未支付', attach: 'table 3' })
  expect(answer).not.toHaveProperty('transactionId')
  expect(await control(cloud, '/payments')).toContainEqual(expect.objectContaining({ outTradeNo, body: 'noodles' }))
})

describe('a payment', () => {
  it('tells the function as the platform does: no openid, the payer in subOpenid', async () => {
    const { outTradeNo, answer } = await till.makeOrder({ attach: '0' })
    expect(await till.pay(answer.prepayId)).toEqual({ ok: true, result: 'paid' })
    const [notice, ...more] = await till.notices(outTradeNo)
    expect(more).toEqual([])
    expect(notice).toMatchObject({ openid: null, source: 'wx_paycallback' })
    expect(notice?.event).toMatchObject({
      returnCode: 'SUCCESS',
      resultCode: 'SUCCESS',
      subOpenid: 'alice',
      subMchId: '1900009231',
      totalFee: 1800,
      cashFee: 1800,
      outTradeNo,
      attach: '0',
      timeEnd: expect.stringMatching(/^202611231200\d\d$/),
      transactionId: till.stateOf(outTradeNo)?.transactionId,
    })
    expect(await till.ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'SUCCESS', totalFee: 1800 })
  })

  it('is told again on the documented schedule until errcode is the number 0', async () => {
    const { outTradeNo, answer } = await till.makeOrder({ attach: '3' })
    await till.pay(answer.prepayId)
    expect(await till.notices(outTradeNo)).toHaveLength(1)
    for (const [told, delay] of [15, 15, 30].entries()) {
      const { callbacks, nextCallbackAt = '' } = till.stateOf(outTradeNo) ?? { callbacks: [] }
      expect(Date.parse(nextCallbackAt) - Date.parse(callbacks.at(-1)?.at ?? '')).toBe(delay * 1000)
      cloud.clock.set(Date.parse(nextCallbackAt) - 8000)
      expect(await till.notices(outTradeNo)).toHaveLength(told + 1)
      cloud.clock.set(Date.parse(nextCallbackAt))
      expect(await till.notices(outTradeNo)).toHaveLength(told + 2)
    }
    cloud.clock.advance(86_400_000)
    expect(await till.notices(outTradeNo)).toHaveLength(4)
    const state = till.stateOf(outTradeNo)
    expect(state?.callbacks.map(({ ok }) => ok)).toEqual([false, false, false, true])
    expect(state?.nextCallbackAt).toBeUndefined()
    cloud.clock.set(Date.parse(NOON))
  })

  it('gives up after fifteen repeats', async () => {
    const { outTradeNo, answer } = await till.makeOrder({ attach: '99' })
    await till.pay(answer.prepayId)
    for (let repeat = 0; repeat < 17; repeat += 1) {
      await cloud.idle()
      const next = till.stateOf(outTradeNo)?.nextCallbackAt
      if (next !== undefined) cloud.clock.set(Date.parse(next))
    }
    expect(await till.notices(outTradeNo)).toHaveLength(16)
    cloud.clock.set(Date.parse(NOON))
  })

  it('that fails leaves the order unpaid', async () => {
    const { outTradeNo, answer } = await till.makeOrder()
    expect(await till.pay(answer.prepayId, 'fail')).toEqual({ ok: true, result: 'failed', code: 'NOTENOUGH' })
    expect(await till.ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'NOTPAY' })
    expect(await till.pay(answer.prepayId)).toEqual({ ok: true, result: 'paid' })
  })

  it('can be silent: only a query tells, or a notice by hand', async () => {
    const { outTradeNo, answer } = await till.makeOrder()
    await till.pay(answer.prepayId, 'silent')
    cloud.clock.advance(86_400_000)
    cloud.clock.set(Date.parse(NOON))
    expect(await till.notices(outTradeNo)).toEqual([])
    expect(await till.ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'SUCCESS' })
    const told = await control(cloud, '/payments/notify', { outTradeNo, times: 5, concurrently: true })
    expect(told).toEqual(Array(5).fill({ ok: true, answer: { errcode: 0, errmsg: 'ok' } }))
    expect(await till.notices(outTradeNo)).toHaveLength(5)
  })

  it('can be told with false fields', async () => {
    const { outTradeNo, answer } = await till.makeOrder()
    await till.pay(answer.prepayId, 'silent')
    await control(cloud, '/payments/notify', { outTradeNo, override: { totalFee: 1 } })
    expect((await till.notices(outTradeNo))[0]?.event).toMatchObject({ totalFee: 1, subOpenid: 'alice' })
  })

  it('keeps its callbacks when they are held, and loses them when they are off', async () => {
    await control(cloud, '/payments/callbacks', { mode: 'hold' })
    const { outTradeNo, answer } = await till.makeOrder()
    await till.pay(answer.prepayId)
    expect(await till.notices(outTradeNo)).toEqual([])
    await control(cloud, '/payments/callbacks', { mode: 'schedule' })
    expect(await cloud.payments.notify(outTradeNo)).toMatchObject([{ ok: true }])
  })

  it('is refused for an order that is unknown, paid, closed, expired, or of another diner', async () => {
    const paid = await till.makeOrder()
    await till.pay(paid.answer.prepayId)
    const closed = await till.makeOrder()
    await till.ask('closeOrder', { outTradeNo: closed.outTradeNo })
    const expired = await till.makeOrder({ timeExpire: '20261123110000' })
    const alices = await till.makeOrder()
    expect(await till.pay('wx0')).toMatchObject({ ok: false, code: 'ORDERNOTEXIST' })
    expect(await till.pay(paid.answer.prepayId)).toMatchObject({ ok: false, code: 'ORDERPAID' })
    expect(await till.pay(closed.answer.prepayId)).toMatchObject({ ok: false, code: 'ORDERCLOSED' })
    expect(await till.pay(expired.answer.prepayId)).toMatchObject({ ok: false, code: 'ORDERCLOSED' })
    expect(await till.pay(alices.answer.prepayId, 'success', 'bob')).toMatchObject({
      ok: false,
      code: 'OPENID_MISMATCH',
    })
    expect(await till.pay(alices.answer.prepayId, 'later')).toMatchObject({ ok: false, code: 'INVALID_PARAM' })
  })

  it('moves money once, however often it is tried at once', async () => {
    const { outTradeNo, answer } = await till.makeOrder()
    const tries = await Promise.all(Array.from({ length: 5 }, () => till.pay(answer.prepayId)))
    expect(tries.filter((result) => (result as { ok: boolean }).ok)).toHaveLength(1)
    expect(await till.notices(outTradeNo)).toHaveLength(1)
  })
})

it('an order that nobody paid for two hours cannot be paid any more, nor its number be used again', async () => {
  const { outTradeNo, data, answer } = await till.makeOrder()
  const now = cloud.clock.now()
  cloud.clock.advance(2 * 3_600_000)
  expect(await till.pay(answer.prepayId)).toMatchObject({ ok: false, code: 'ORDERCLOSED' })
  expect(await till.ask('unifiedOrder', data)).toMatchObject({ errCodeDes: '商户订单号重复' })
  expect(await till.ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'NOTPAY' })
  expect(await till.ask('closeOrder', { outTradeNo })).toMatchObject({ resultCode: 'SUCCESS' })
  cloud.clock.set(now)
})

describe('closeOrder', () => {
  it('closes an unpaid order, and says ORDERPAID for a paid one', async () => {
    const { outTradeNo, data, answer } = await till.makeOrder()
    expect(await till.ask('closeOrder', { outTradeNo })).toMatchObject({ resultCode: 'SUCCESS' })
    expect(await till.ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'CLOSED' })
    expect(await till.ask('closeOrder', { outTradeNo })).toMatchObject({ errCodeDes: '当前订单已关闭' })
    expect(await till.ask('unifiedOrder', data)).toMatchObject({ errCodeDes: '当前订单已关闭' })
    expect(await till.pay(answer.prepayId)).toMatchObject({ code: 'ORDERCLOSED' })
    const paid = await till.makeOrder()
    await till.pay(paid.answer.prepayId)
    expect(await till.ask('closeOrder', { outTradeNo: paid.outTradeNo })).toMatchObject({
      errCodeDes: '商户订单已支付',
    })
    expect(await till.ask('closeOrder', { outTradeNo: 'never_made' })).toMatchObject({
      errCodeDes: '此交易订单号不存在',
    })
  })
})
