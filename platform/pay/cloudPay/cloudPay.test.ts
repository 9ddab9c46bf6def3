import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wechat } from '../../wechat.ts'
import { openPayPlatforms, type PayPlatforms } from '../fixtures/payPlatforms.ts'
import { openWechatCode, wechatCode } from './wechatCode.ts'
import { openWechatPay, wechatPay } from './wechatPay.ts'

let platforms: PayPlatforms
let orders = 0

beforeAll(async () => {
  platforms = await openPayPlatforms('2026-05-06T12:00:00+08:00')
  // The official SDK in this process, which reads where the cloud is from the environment.
  Object.assign(process.env, platforms.cloud.sdkEnvironment, { SUB_MCH_ID: '1900000109' })
})
afterAll(() => platforms.stop())

const order = (totalFen = 2600) => {
  orders += 1
  return { id: `order${orders}`, title: '小面馆', totalFen, expiresAt: platforms.cloud.clock.now() + 15 * 60_000 }
}
const phoneCode = (then: 'pays' | 'asked' | 'cannot') =>
  platforms.cloud.payments.payerCodes.show('wechat', 'alice', then)

describe('WeChat Pay by cloudPay', () => {
  it('R16 R18: a refund is unknown, accepted once, under way, and done', async () => {
    const wanted = order(1800)
    const begun = await wechatPay.start(wanted)
    if (!begun.ok) throw new Error(begun.reason)
    await platforms.pay(begun.arguments.package, 'alice', 'silent')
    const refund = { id: wanted.id, refundId: 'r1', totalFen: 1800, refundFen: 800 }
    expect(await wechatPay.queryRefund(refund)).toBe('nonexistent')
    expect(await wechatPay.refund(refund)).toBe('accepted')
    expect(await wechatPay.queryRefund(refund)).toBe('processing')
    platforms.cloud.clock.advance(60_000)
    expect(await wechatPay.queryRefund(refund)).toBe('done')
    expect(await wechatPay.query(wanted.id)).toMatchObject({ state: 'paid', payer: 'alice' })
  })

  it('R11: is not called closed while its start may still be on its way', async () => {
    const pay = openWechatPay(wechat, platforms.cloud.clock)
    const { id, ...wanted } = order()
    const until = platforms.cloud.clock.now() + 60_000
    expect(await pay.close(id, until)).toBe('again')
    expect(await pay.start({ id, ...wanted })).toMatchObject({ ok: true })
    expect(await pay.close(id, until)).toBe('closed')
    expect(await pay.close(order().id, platforms.cloud.clock.now())).toBe('closed')
  })

  it('R10: lists what came and what went back on a day, and nothing for a day without payments', async () => {
    await expect(wechatPay.dailyBill('2026-05-06')).rejects.toThrow('Bill Creating')
    platforms.cloud.clock.set(Date.parse('2026-05-07T12:00:00+08:00'))
    expect(await wechatPay.dailyBill('2026-05-06')).toMatchObject([
      { kind: 'payment', outTradeNo: 'order1', fen: 1800 },
      { kind: 'refund', outTradeNo: 'order1', fen: 800, refundId: 'r1' },
    ])
    expect(await wechatPay.dailyBill('2026-05-05')).toEqual([])
  })

  it.each([
    [{ resultCode: 'FAIL' }],
    [{ totalFee: '1800' }],
    [{ subMchId: undefined }],
    [{ outRefundNo: 'r', refundStatus: 'GUESS' }],
  ])('A9: takes no fact from a notice with %j', async (changed) => {
    const notice = {
      ...{ returnCode: 'SUCCESS', resultCode: 'SUCCESS', outTradeNo: 'a', transactionId: 't', totalFee: 1800 },
      ...{ subMchId: '1900000109', subOpenid: 'alice' },
    }
    expect(await wechatPay.parseNotice(notice)).toMatchObject({ kind: 'payment', fact: { merchant: '1900000109' } })
    expect(await wechatPay.parseNotice({ ...notice, ...changed })).toEqual({ kind: 'refused', reason: 'malformed' })
  })
})

describe('WeChat Pay by the code on the diner’s phone', () => {
  it('pays at once', async () => {
    const wanted = order(880)
    const begun = await wechatCode.start({ ...wanted, code: phoneCode('pays') })
    expect(begun).toEqual({ ok: true, paid: { totalFee: 880, transactionId: expect.stringMatching(/^4200/) } })
    expect(await wechatCode.close(wanted.id)).toBe('paid')
  })

  it('waits for the password, whatever the diner does then', async () => {
    const wanted = order()
    expect(await wechatCode.start({ ...wanted, code: phoneCode('asked') })).toEqual({ ok: true, payerDecides: true })
    expect(await wechatCode.query(wanted.id)).toEqual({ state: 'unpaid' })
    const { prepayId } = platforms.cloud.payments.list().find(({ outTradeNo }) => outTradeNo === wanted.id) ?? {}
    await platforms.pay(prepayId ?? '', 'alice')
    expect(await wechatCode.query(wanted.id)).toMatchObject({ state: 'paid', totalFee: wanted.totalFen })
  })

  it('R11: is taken back when the password takes too long', async () => {
    const wanted = order()
    await wechatCode.start({ ...wanted, code: phoneCode('asked') })
    expect(await wechatCode.close(wanted.id)).toBe('closed')
    expect(await wechatCode.query(wanted.id)).toEqual({ state: 'closed' })
    expect(await wechatCode.close(wanted.id)).toBe('closed')
  })

  it('R11: is not called closed while the request may still be on its way', async () => {
    const { id, ...wanted } = order()
    const read = openWechatCode(wechat, platforms.cloud.clock)
    const until = platforms.cloud.clock.now() + 60_000
    expect(await read.close(id, until)).toBe('again')
    expect(await read.start({ id, ...wanted, code: phoneCode('pays') })).toMatchObject({ ok: true })
    expect(await read.close(id, until)).toBe('paid')
    expect(await read.close(order().id, platforms.cloud.clock.now())).toBe('closed')
  })

  it('does not begin without money, or with a code that is old or of another platform', async () => {
    expect(await wechatCode.start({ ...order(), code: phoneCode('cannot') })).toMatchObject({ ok: false })
    const old = phoneCode('pays')
    platforms.cloud.clock.advance(61_000)
    expect(await wechatCode.start({ ...order(), code: old })).toMatchObject({ ok: false })
    const alipay = platforms.cloud.payments.payerCodes.show('alipay', 'alice', 'pays')
    expect(await wechatCode.start({ ...order(), code: alipay })).toMatchObject({ ok: false })
    await expect(wechatCode.start(order())).rejects.toThrow(TypeError)
  })
})
