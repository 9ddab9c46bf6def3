import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { callAs, control, startShop } from '../../fixtures/shop.ts'
import type { Cloud, TroubleRule } from '../index.ts'

/** Answers of cloudPay after the SDK has turned them to camelCase. */
interface Answer {
  resultCode: string
  errCodeDes?: string
  prepayId: string
  payment: { package: string; timeStamp: string }
  tradeState: string
  [field: string]: unknown
}

const NOON = '2026-11-23T12:00:00+08:00'

let cloud: Cloud
let orders = 0
beforeAll(async () => {
  cloud = await startShop({ clock: NOON })
})
afterAll(() => cloud.stop())

const ask = async (api: string, data: Record<string, unknown>, openid = 'alice') =>
  (await callAs(cloud, openid, 'cashier', { api, data })) as Answer

const makeOrder = async (fields: Record<string, unknown> = {}) => {
  orders += 1
  const outTradeNo = `order_${orders}`
  const data = {
    body: 'noodles',
    outTradeNo,
    spbillCreateIp: '127.0.0.1',
    subMchId: '1900009231',
    totalFee: 1800,
    envId: 'local',
    functionName: 'paid',
    ...fields,
  }
  return { outTradeNo, data, answer: await ask('unifiedOrder', data) }
}

const pay = (prepayId: string, outcome = 'success', openid = 'alice') =>
  control(cloud, '/payments/pay', { prepayId, openid, outcome })

const notices = async (outTradeNo: string) => {
  await cloud.idle()
  return cloud.database.find('seen', { kind: 'notice', outTradeNo })
}

const stateOf = (outTradeNo: string) => cloud.payments.list().find((order) => order.outTradeNo === outTradeNo)

describe('unifiedOrder', () => {
  it('answers what a mini-program needs to pay', async () => {
    const { answer } = await makeOrder()
    expect(answer).toMatchObject({ returnCode: 'SUCCESS', resultCode: 'SUCCESS', errCode: 0, tradeType: 'JSAPI' })
    expect(answer.payment).toMatchObject({ package: `prepay_id=${answer.prepayId}`, signType: 'MD5' })
    const minutes = (Number(answer.payment.timeStamp) - Date.parse(NOON) / 1000) / 60
    expect(Math.floor(minutes)).toBe(0)
  })

  it('answers the same prepay id for the same number and fee, and refuses another fee', async () => {
    const { data, answer } = await makeOrder()
    expect((await ask('unifiedOrder', data)).prepayId).toBe(answer.prepayId)
    expect(await ask('unifiedOrder', { ...data, totalFee: 1 })).toMatchObject({ resultCode: 'FAIL' })
    expect(await ask('unifiedOrder', data, 'bob')).toMatchObject({ errCodeDes: '商户订单号重复' })
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
    expect((await makeOrder({ [field]: value })).answer.resultCode).toBe('FAIL')
  })
})

it('tells of an unpaid order its number, its state, and what is paid for', async () => {
  const { outTradeNo } = await makeOrder({ attach: 'table 3' })
  const answer = await ask('queryOrder', { outTradeNo })
  expect(answer).toMatchObject({ outTradeNo, tradeState: 'NOTPAY', tradeStateDesc: '订单未支付', attach: 'table 3' })
  expect(answer).not.toHaveProperty('transactionId')
  expect(await control(cloud, '/payments')).toContainEqual(expect.objectContaining({ outTradeNo, body: 'noodles' }))
})

describe('a payment', () => {
  it('tells the function as the platform does: no openid, the payer in subOpenid', async () => {
    const { outTradeNo, answer } = await makeOrder({ attach: '0' })
    expect(await pay(answer.prepayId)).toEqual({ ok: true, result: 'paid' })
    const [notice, ...more] = await notices(outTradeNo)
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
      transactionId: stateOf(outTradeNo)?.transactionId,
    })
    expect(await ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'SUCCESS', totalFee: 1800 })
  })

  it('is told again on the documented schedule until errcode is the number 0', async () => {
    const { outTradeNo, answer } = await makeOrder({ attach: '3' })
    await pay(answer.prepayId)
    expect(await notices(outTradeNo)).toHaveLength(1)
    for (const [told, delay] of [15, 15, 30].entries()) {
      const { callbacks, nextCallbackAt = '' } = stateOf(outTradeNo) ?? { callbacks: [] }
      expect(Date.parse(nextCallbackAt) - Date.parse(callbacks.at(-1)?.at ?? '')).toBe(delay * 1000)
      cloud.clock.set(Date.parse(nextCallbackAt) - 8000)
      expect(await notices(outTradeNo)).toHaveLength(told + 1)
      cloud.clock.set(Date.parse(nextCallbackAt))
      expect(await notices(outTradeNo)).toHaveLength(told + 2)
    }
    cloud.clock.advance(86_400_000)
    expect(await notices(outTradeNo)).toHaveLength(4)
    const state = stateOf(outTradeNo)
    expect(state?.callbacks.map(({ ok }) => ok)).toEqual([false, false, false, true])
    expect(state?.nextCallbackAt).toBeUndefined()
    cloud.clock.set(Date.parse(NOON))
  })

  it('gives up after fifteen repeats', async () => {
    const { outTradeNo, answer } = await makeOrder({ attach: '99' })
    await pay(answer.prepayId)
    for (let repeat = 0; repeat < 17; repeat += 1) {
      await cloud.idle()
      const next = stateOf(outTradeNo)?.nextCallbackAt
      if (next !== undefined) cloud.clock.set(Date.parse(next))
    }
    expect(await notices(outTradeNo)).toHaveLength(16)
    cloud.clock.set(Date.parse(NOON))
  })

  it('that fails leaves the order unpaid', async () => {
    const { outTradeNo, answer } = await makeOrder()
    expect(await pay(answer.prepayId, 'fail')).toEqual({ ok: true, result: 'failed', code: 'NOTENOUGH' })
    expect(await ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'NOTPAY' })
    expect(await pay(answer.prepayId)).toEqual({ ok: true, result: 'paid' })
  })

  it('can be silent: only a query tells, or a notice by hand', async () => {
    const { outTradeNo, answer } = await makeOrder()
    await pay(answer.prepayId, 'silent')
    cloud.clock.advance(86_400_000)
    cloud.clock.set(Date.parse(NOON))
    expect(await notices(outTradeNo)).toEqual([])
    expect(await ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'SUCCESS' })
    const told = await control(cloud, '/payments/notify', { outTradeNo, times: 5, concurrently: true })
    expect(told).toEqual(Array(5).fill({ ok: true, answer: { errcode: 0, errmsg: 'ok' } }))
    expect(await notices(outTradeNo)).toHaveLength(5)
  })

  it('can be told with false fields', async () => {
    const { outTradeNo, answer } = await makeOrder()
    await pay(answer.prepayId, 'silent')
    await control(cloud, '/payments/notify', { outTradeNo, override: { totalFee: 1 } })
    expect((await notices(outTradeNo))[0]?.event).toMatchObject({ totalFee: 1, subOpenid: 'alice' })
  })

  it('keeps its callbacks when they are held, and loses them when they are off', async () => {
    await control(cloud, '/payments/callbacks', { mode: 'hold' })
    const { outTradeNo, answer } = await makeOrder()
    await pay(answer.prepayId)
    expect(await notices(outTradeNo)).toEqual([])
    await control(cloud, '/payments/callbacks', { mode: 'schedule' })
    expect(await cloud.payments.notify(outTradeNo)).toMatchObject([{ ok: true }])
  })

  it('is refused for an order that is unknown, paid, closed, expired, or of another diner', async () => {
    const paid = await makeOrder()
    await pay(paid.answer.prepayId)
    const closed = await makeOrder()
    await ask('closeOrder', { outTradeNo: closed.outTradeNo })
    const expired = await makeOrder({ timeExpire: '20261123110000' })
    const alices = await makeOrder()
    expect(await pay('wx0')).toMatchObject({ ok: false, code: 'ORDERNOTEXIST' })
    expect(await pay(paid.answer.prepayId)).toMatchObject({ ok: false, code: 'ORDERPAID' })
    expect(await pay(closed.answer.prepayId)).toMatchObject({ ok: false, code: 'ORDERCLOSED' })
    expect(await pay(expired.answer.prepayId)).toMatchObject({ ok: false, code: 'ORDERCLOSED' })
    expect(await pay(alices.answer.prepayId, 'success', 'bob')).toMatchObject({ ok: false, code: 'OPENID_MISMATCH' })
    expect(await pay(alices.answer.prepayId, 'later')).toMatchObject({ ok: false, code: 'INVALID_PARAM' })
  })

  it('moves money once, however often it is tried at once', async () => {
    const { outTradeNo, answer } = await makeOrder()
    const tries = await Promise.all(Array.from({ length: 5 }, () => pay(answer.prepayId)))
    expect(tries.filter((result) => (result as { ok: boolean }).ok)).toHaveLength(1)
    expect(await notices(outTradeNo)).toHaveLength(1)
  })
})

describe('trouble', () => {
  const trouble = (...rules: TroubleRule[]) => cloud.trouble.set({ rules })
  afterEach(() => trouble())

  it('loses a notice, which then comes again on the schedule', async () => {
    trouble({ strikes: 'notice', does: 'drop', times: 2, match: { kind: 'payment' } })
    const { outTradeNo, answer } = await makeOrder()
    await pay(answer.prepayId)
    expect(await notices(outTradeNo)).toEqual([])
    expect(stateOf(outTradeNo)?.callbacks).toMatchObject([{ ok: false, error: 'lost on the way' }])
    cloud.clock.advance(15_000)
    expect(await notices(outTradeNo)).toEqual([])
    cloud.clock.advance(15_000)
    expect(await notices(outTradeNo)).toHaveLength(1)
    expect(stateOf(outTradeNo)?.nextCallbackAt).toBeUndefined()
  })

  it('brings a notice three times at once, and a refund notice late', async () => {
    trouble(
      { strikes: 'notice', does: 'repeat', copies: 2, match: { kind: 'payment', function: 'paid' } },
      { strikes: 'notice', does: 'delay', ms: [60_000, 60_000], match: { kind: 'refund' } },
    )
    const { outTradeNo, answer } = await makeOrder()
    await pay(answer.prepayId)
    expect(await notices(outTradeNo)).toHaveLength(3)
    await ask('refund', {
      outTradeNo,
      outRefundNo: `l${outTradeNo}`,
      totalFee: 1800,
      refundFee: 1,
      functionName: 'paid',
    })
    cloud.clock.advance(30_000)
    expect(await notices(outTradeNo)).toHaveLength(3)
    cloud.clock.advance(60_000)
    expect(await notices(outTradeNo)).toHaveLength(4)
  })

  it('lets a later notice overtake an earlier one', async () => {
    trouble({ strikes: 'notice', does: 'reorder', times: 1, ms: [3_600_000, 3_600_000] })
    const first = await makeOrder()
    const second = await makeOrder()
    await pay(first.answer.prepayId)
    expect(await notices(first.outTradeNo)).toEqual([])
    await pay(second.answer.prepayId)
    expect(await notices(second.outTradeNo)).toHaveLength(1)
    expect(await notices(first.outTradeNo)).toHaveLength(1)
  })

  it('makes the platform say SYSTEMERROR, before or after it has done what was asked', async () => {
    trouble({
      strikes: 'payApi',
      does: 'fail',
      code: 'SYSTEMERROR',
      moment: 'before',
      match: { api: 'closeOrder' },
      times: 1,
    })
    const { outTradeNo } = await makeOrder()
    expect(await ask('closeOrder', { outTradeNo })).toMatchObject({ resultCode: 'FAIL', errCodeDes: '系统错误' })
    expect(await ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'NOTPAY' })
    trouble({ strikes: 'payApi', does: 'fail', code: 'SYSTEMERROR', moment: 'after', match: { outTradeNo }, times: 1 })
    expect(await ask('closeOrder', { outTradeNo })).toMatchObject({ resultCode: 'FAIL', errCodeDes: '系统错误' })
    expect(await ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'CLOSED' })
  })
})

it('an order that nobody paid for two hours cannot be paid any more, nor its number be used again', async () => {
  const { outTradeNo, data, answer } = await makeOrder()
  const now = cloud.clock.now()
  cloud.clock.advance(2 * 3_600_000)
  expect(await pay(answer.prepayId)).toMatchObject({ ok: false, code: 'ORDERCLOSED' })
  expect(await ask('unifiedOrder', data)).toMatchObject({ errCodeDes: '商户订单号重复' })
  expect(await ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'NOTPAY' })
  expect(await ask('closeOrder', { outTradeNo })).toMatchObject({ resultCode: 'SUCCESS' })
  cloud.clock.set(now)
})

describe('closeOrder', () => {
  it('closes an unpaid order, and says ORDERPAID for a paid one', async () => {
    const { outTradeNo, data, answer } = await makeOrder()
    expect(await ask('closeOrder', { outTradeNo })).toMatchObject({ resultCode: 'SUCCESS' })
    expect(await ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'CLOSED' })
    expect(await ask('closeOrder', { outTradeNo })).toMatchObject({ errCodeDes: '当前订单已关闭' })
    expect(await ask('unifiedOrder', data)).toMatchObject({ errCodeDes: '当前订单已关闭' })
    expect(await pay(answer.prepayId)).toMatchObject({ code: 'ORDERCLOSED' })
    const paid = await makeOrder()
    await pay(paid.answer.prepayId)
    expect(await ask('closeOrder', { outTradeNo: paid.outTradeNo })).toMatchObject({ errCodeDes: '商户订单已支付' })
    expect(await ask('closeOrder', { outTradeNo: 'never_made' })).toMatchObject({
      errCodeDes: '此交易订单号不存在',
    })
  })
})

describe('a refund', () => {
  const refund = (outTradeNo: string, outRefundNo: string, refundFee: number, more: Record<string, unknown> = {}) =>
    ask('refund', { outTradeNo, outRefundNo, totalFee: 1800, refundFee, envId: 'local', ...more })

  it('is accepted at once, done a little later, and made once however often it is asked for', async () => {
    const { outTradeNo, answer } = await makeOrder()
    expect(await refund(outTradeNo, 'r1', 800)).toMatchObject({ errCodeDes: '订单状态错误' })
    await pay(answer.prepayId)
    const first = await refund(outTradeNo, 'r1', 800)
    expect(first).toMatchObject({ resultCode: 'SUCCESS', refundFee: 800 })
    expect((await refund(outTradeNo, 'r1', 800)).refundId).toBe(first.refundId)
    expect(await ask('queryRefund', { outTradeNo })).toMatchObject({ refundCount: 1, refundFee_0: 800 })
    cloud.clock.advance(5000)
    expect(await ask('queryRefund', { outRefundNo: 'r1' })).toMatchObject({ refundStatus_0: 'SUCCESS' })
    expect(await refund(outTradeNo, 'r1', 801)).toMatchObject({
      errCodeDes: '订单金额或退款金额与之前请求不一致，请核实后再试',
    })
    expect(await refund(outTradeNo, 'r2', 1001)).toMatchObject({ errCodeDes: 'refund_fee大于可退金额' })
    expect(await refund(outTradeNo, 'r2', 1000)).toMatchObject({ errCodeDes: expect.stringContaining('频繁') })
    cloud.clock.advance(60_000)
    expect(await refund(outTradeNo, 'r2', 1000)).toMatchObject({ resultCode: 'SUCCESS' })
    cloud.clock.advance(60_000)
    expect(await refund(outTradeNo, 'r3', 1)).toMatchObject({ errCodeDes: '订单已全额退款' })
    expect(await ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'REFUND' })
  })

  it('can fail, is told so, and is tried again by the same number', async () => {
    const { outTradeNo, answer } = await makeOrder()
    await pay(answer.prepayId, 'silent')
    cloud.trouble.set({ rules: [{ strikes: 'refund', does: 'fail', code: 'REFUNDCLOSE', times: 1 }] })
    const first = await refund(outTradeNo, 'f1', 1800, { functionName: 'paid' })
    expect(await ask('queryRefund', { outRefundNo: 'f1' })).toMatchObject({ refundStatus_0: 'PROCESSING' })
    cloud.clock.advance(60_000)
    expect((await notices(outTradeNo))[0]?.event).toMatchObject({ outRefundNo: 'f1', refundStatus: 'REFUNDCLOSE' })
    const failed = await ask('queryRefund', { outRefundNo: 'f1' })
    expect(failed).toMatchObject({ refundStatus_0: 'REFUNDCLOSE' })
    expect(failed).not.toHaveProperty('refundSuccessTime_0')
    expect((await refund(outTradeNo, 'f1', 1800)).refundId).toBe(first.refundId)
    cloud.clock.advance(60_000)
    expect(await ask('queryRefund', { outTradeNo })).toMatchObject({ refundCount: 1, refundStatus_0: 'SUCCESS' })
    cloud.trouble.set({ rules: [] })
  })

  it('is told in tens, of all that there are', async () => {
    const { outTradeNo, answer } = await makeOrder()
    await pay(answer.prepayId, 'silent')
    for (let turn = 0; turn < 12; turn += 1) {
      await refund(outTradeNo, `many${turn}`, 1)
      cloud.clock.advance(60_000)
    }
    expect(await ask('queryRefund', { outTradeNo })).toMatchObject({ totalRefundCount: 12, refundCount: 10 })
    expect(await ask('queryRefund', { outTradeNo, offset: 10 })).toMatchObject({
      refundCount: 2,
      outRefundNo_0: 'many10',
    })
    expect(await ask('queryRefund', { outTradeNo, offset: -1 })).toMatchObject({ resultCode: 'FAIL' })
  })

  it('is refused a year after the payment', async () => {
    const { outTradeNo, answer } = await makeOrder()
    await pay(answer.prepayId, 'silent')
    const now = cloud.clock.now()
    cloud.clock.advance(366 * 86_400_000)
    expect(await refund(outTradeNo, 'late', 1)).toMatchObject({ errCodeDes: '订单已经超过可退款的最大期限' })
    cloud.clock.set(now)
  })

  it('tells the function that it names when it is done', async () => {
    const { outTradeNo, answer } = await makeOrder()
    await pay(answer.prepayId, 'silent')
    await refund(outTradeNo, 'r9', 1800, { functionName: 'paid' })
    cloud.clock.advance(5000)
    const [notice] = await notices(outTradeNo)
    expect(notice).toMatchObject({ source: 'wx_paycallback', event: { outRefundNo: 'r9', refundStatus: 'SUCCESS' } })
  })
})

describe('a subscription message', () => {
  it('needs an agreement for each, where agreements are counted, over a restart too', async () => {
    const data = mkdtempSync(join(tmpdir(), 'grants-'))
    const send = (own: Cloud, templateId: string) =>
      callAs(own, 'alice', 'cashier', {
        api: 'subscribeMessage.send',
        data: { touser: 'alice', templateId, data: {} },
      })
    const refused = { message: expect.stringContaining('43101') }
    const first = await startShop({ data, messageGrants: 'counted' })
    await expect(send(first, 'ready')).rejects.toMatchObject(refused)
    await control(first, '/messages/grants', { openid: 'alice', templateIds: ['ready', 'paid'] })
    await control(first, '/messages/grants', { openid: 'alice', templateIds: ['ready'] })
    await send(first, 'ready')
    await first.stop()
    const second = await startShop({ data, messageGrants: 'counted' })
    await send(second, 'ready')
    await expect(send(second, 'ready')).rejects.toMatchObject(refused)
    await send(second, 'paid')
    expect(await control(second, '/messages')).toHaveLength(2)
    expect(await control(second, '/messages/grants', { openid: 'alice', templateIds: [] })).toMatchObject({
      code: 'INVALID_PARAM',
    })
    await second.stop()
    rmSync(data, { recursive: true })
  })

  it('is recorded, with the call that sent it', async () => {
    const message = {
      touser: 'alice',
      templateId: 'ready',
      page: 'pages/order/index',
      data: { number1: { value: '7' }, thing2: { value: '请取餐' } },
    }
    expect(await callAs(cloud, 'alice', 'cashier', { api: 'subscribeMessage.send', data: message })).toMatchObject({
      errCode: 0,
    })
    expect(await control(cloud, '/messages')).toMatchObject([
      { touser: 'alice', templateId: 'ready', page: 'pages/order/index', data: message.data },
    ])
  })
})
