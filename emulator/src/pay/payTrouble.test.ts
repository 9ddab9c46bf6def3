import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startShop } from '../../fixtures/shop.ts'
import type { Cloud, TroubleRule } from '../index.ts'
import { openTill } from './testTill.ts'

const NOON = '2026-11-23T12:00:00+08:00'

let cloud: Cloud
let till: ReturnType<typeof openTill>
beforeAll(async () => {
  cloud = await startShop({ clock: NOON })
  till = openTill(cloud)
})
afterAll(() => cloud.stop())

describe('trouble', () => {
  const trouble = (...rules: TroubleRule[]) => cloud.trouble.set({ rules })
  afterEach(() => trouble())

  it('loses a notice, which then comes again on the schedule', async () => {
    trouble({ strikes: 'notice', does: 'drop', times: 2, match: { kind: 'payment' } })
    const { outTradeNo, answer } = await till.makeOrder()
    await till.pay(answer.prepayId)
    expect(await till.notices(outTradeNo)).toEqual([])
    expect(till.stateOf(outTradeNo)?.callbacks).toMatchObject([{ ok: false, error: 'lost on the way' }])
    cloud.clock.advance(15_000)
    expect(await till.notices(outTradeNo)).toEqual([])
    cloud.clock.advance(15_000)
    expect(await till.notices(outTradeNo)).toHaveLength(1)
    expect(till.stateOf(outTradeNo)?.nextCallbackAt).toBeUndefined()
  })

  it('brings a notice three times at once, and a refund notice late', async () => {
    trouble(
      { strikes: 'notice', does: 'repeat', copies: 2, match: { kind: 'payment', function: 'paid' } },
      { strikes: 'notice', does: 'delay', ms: [60_000, 60_000], match: { kind: 'refund' } },
    )
    const { outTradeNo, answer } = await till.makeOrder()
    await till.pay(answer.prepayId)
    expect(await till.notices(outTradeNo)).toHaveLength(3)
    await till.ask('refund', {
      outTradeNo,
      outRefundNo: `l${outTradeNo}`,
      totalFee: 1800,
      refundFee: 1,
      functionName: 'paid',
    })
    cloud.clock.advance(30_000)
    expect(await till.notices(outTradeNo)).toHaveLength(3)
    cloud.clock.advance(60_000)
    expect(await till.notices(outTradeNo)).toHaveLength(4)
  })

  it('lets a later notice overtake an earlier one', async () => {
    trouble({ strikes: 'notice', does: 'reorder', times: 1, ms: [3_600_000, 3_600_000] })
    const first = await till.makeOrder()
    const second = await till.makeOrder()
    await till.pay(first.answer.prepayId)
    expect(await till.notices(first.outTradeNo)).toEqual([])
    await till.pay(second.answer.prepayId)
    expect(await till.notices(second.outTradeNo)).toHaveLength(1)
    expect(await till.notices(first.outTradeNo)).toHaveLength(1)
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
    const { outTradeNo } = await till.makeOrder()
    expect(await till.ask('closeOrder', { outTradeNo })).toMatchObject({ resultCode: 'FAIL', errCodeDes: '系统错误' })
    expect(await till.ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'NOTPAY' })
    trouble({ strikes: 'payApi', does: 'fail', code: 'SYSTEMERROR', moment: 'after', match: { outTradeNo }, times: 1 })
    expect(await till.ask('closeOrder', { outTradeNo })).toMatchObject({ resultCode: 'FAIL', errCodeDes: '系统错误' })
    expect(await till.ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'CLOSED' })
  })
})
