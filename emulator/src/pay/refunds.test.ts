import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startShop } from '../../fixtures/shop.ts'
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

describe('a refund', () => {
  const refund = (outTradeNo: string, outRefundNo: string, refundFee: number, more: Record<string, unknown> = {}) =>
    till.ask('refund', { outTradeNo, outRefundNo, totalFee: 1800, refundFee, envId: 'local', ...more })

  it('is accepted at once, done a little later, and made once however often it is asked for', async () => {
    const { outTradeNo, answer } = await till.makeOrder()
    expect(await refund(outTradeNo, 'r1', 800)).toMatchObject({ errCodeDes: '订单状态错误' })
    await till.pay(answer.prepayId)
    const first = await refund(outTradeNo, 'r1', 800)
    expect(first).toMatchObject({ resultCode: 'SUCCESS', refundFee: 800 })
    expect((await refund(outTradeNo, 'r1', 800)).refundId).toBe(first.refundId)
    expect(await till.ask('queryRefund', { outTradeNo })).toMatchObject({ refundCount: 1, refundFee_0: 800 })
    cloud.clock.advance(5000)
    expect(await till.ask('queryRefund', { outRefundNo: 'r1' })).toMatchObject({ refundStatus_0: 'SUCCESS' })
    expect(await refund(outTradeNo, 'r1', 801)).toMatchObject({
      errCodeDes: '订单金额或退款金额与之前请求不一致，请核实后再试',
    })
    expect(await refund(outTradeNo, 'r2', 1001)).toMatchObject({ errCodeDes: 'refund_fee大于可退金额' })
    expect(await refund(outTradeNo, 'r2', 1000)).toMatchObject({ errCodeDes: expect.stringContaining('频繁') })
    cloud.clock.advance(60_000)
    expect(await refund(outTradeNo, 'r2', 1000)).toMatchObject({ resultCode: 'SUCCESS' })
    cloud.clock.advance(60_000)
    expect(await refund(outTradeNo, 'r3', 1)).toMatchObject({ errCodeDes: '订单已全额退款' })
    expect(await till.ask('queryOrder', { outTradeNo })).toMatchObject({ tradeState: 'REFUND' })
  })

  it('can fail, is told so, and is tried again by the same number', async () => {
    const { outTradeNo, answer } = await till.makeOrder()
    await till.pay(answer.prepayId, 'silent')
    cloud.trouble.set({ rules: [{ strikes: 'refund', does: 'fail', code: 'REFUNDCLOSE', times: 1 }] })
    const first = await refund(outTradeNo, 'f1', 1800, { functionName: 'paid' })
    expect(await till.ask('queryRefund', { outRefundNo: 'f1' })).toMatchObject({ refundStatus_0: 'PROCESSING' })
    cloud.clock.advance(60_000)
    expect((await till.notices(outTradeNo))[0]?.event).toMatchObject({ outRefundNo: 'f1', refundStatus: 'REFUNDCLOSE' })
    const failed = await till.ask('queryRefund', { outRefundNo: 'f1' })
    expect(failed).toMatchObject({ refundStatus_0: 'REFUNDCLOSE' })
    expect(failed).not.toHaveProperty('refundSuccessTime_0')
    expect((await refund(outTradeNo, 'f1', 1800)).refundId).toBe(first.refundId)
    cloud.clock.advance(60_000)
    expect(await till.ask('queryRefund', { outTradeNo })).toMatchObject({ refundCount: 1, refundStatus_0: 'SUCCESS' })
    cloud.trouble.set({ rules: [] })
  })

  it('is told in tens, of all that there are', async () => {
    const { outTradeNo, answer } = await till.makeOrder()
    await till.pay(answer.prepayId, 'silent')
    for (let turn = 0; turn < 12; turn += 1) {
      await refund(outTradeNo, `many${turn}`, 1)
      cloud.clock.advance(60_000)
    }
    expect(await till.ask('queryRefund', { outTradeNo })).toMatchObject({ totalRefundCount: 12, refundCount: 10 })
    expect(await till.ask('queryRefund', { outTradeNo, offset: 10 })).toMatchObject({
      refundCount: 2,
      outRefundNo_0: 'many10',
    })
    expect(await till.ask('queryRefund', { outTradeNo, offset: -1 })).toMatchObject({ resultCode: 'FAIL' })
  })

  it('is refused a year after the payment', async () => {
    const { outTradeNo, answer } = await till.makeOrder()
    await till.pay(answer.prepayId, 'silent')
    const now = cloud.clock.now()
    cloud.clock.advance(366 * 86_400_000)
    expect(await refund(outTradeNo, 'late', 1)).toMatchObject({ errCodeDes: '订单已经超过可退款的最大期限' })
    cloud.clock.set(now)
  })

  it('tells the function that it names when it is done', async () => {
    const { outTradeNo, answer } = await till.makeOrder()
    await till.pay(answer.prepayId, 'silent')
    await refund(outTradeNo, 'r9', 1800, { functionName: 'paid' })
    cloud.clock.advance(5000)
    const [notice] = await till.notices(outTradeNo)
    expect(notice).toMatchObject({ source: 'wx_paycallback', event: { outRefundNo: 'r9', refundStatus: 'SUCCESS' } })
  })
})
