import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isReal, openTarget, type Target } from './target.ts'
import type { WxCloud } from './wxCloud.ts'

/** Answers of cloudPay after wx-server-sdk has turned them to camelCase. */
interface Answer {
  prepayId: string
  payment: Record<string, unknown>
  [field: string]: unknown
}

const OK = { returnCode: 'SUCCESS', resultCode: 'SUCCESS' }
const FAIL = { returnCode: 'SUCCESS', resultCode: 'FAIL' }

// Money of a real environment is real.
describe.skipIf(isReal)('cloudPay', () => {
  let target: Target
  let ann: WxCloud
  beforeAll(async () => {
    target = await openTarget()
    ann = await target.miniProgram('ann')
  })
  afterAll(() => target.close())

  const subMchId = '1900009231'
  const ask = async (api: string, fields: object, user = ann) => {
    const data = { api, data: { subMchId, ...fields } }
    return (await user.callFunction({ name: 'cashier', data })).result as Answer
  }
  const order = (outTradeNo: string) => ({
    outTradeNo,
    body: '面',
    totalFee: 1800,
    spbillCreateIp: '127.0.0.1',
    envId: target.envId,
    functionName: 'cashier',
  })

  it('answers an order with what wx.requestPayment takes', async () => {
    const answer = await ask('unifiedOrder', order('one'))
    expect(answer).toMatchObject({ ...OK, errCode: 0, tradeType: 'JSAPI', prepayId: expect.stringMatching(/./) })
    expect(answer.payment).toMatchObject({
      appId: expect.stringMatching(/^wx/),
      timeStamp: expect.stringMatching(/^\d{10}$/),
      nonceStr: expect.stringMatching(/./),
      package: `prepay_id=${answer.prepayId}`,
      signType: 'MD5',
      paySign: expect.stringMatching(/./),
    })
  })

  it('answers the same prepay id to the same number again, and refuses it to another price or payer', async () => {
    const { prepayId } = await ask('unifiedOrder', order('two'))
    expect(await ask('unifiedOrder', order('two'))).toMatchObject({ ...OK, prepayId })
    expect((await ask('unifiedOrder', order('three'))).prepayId).not.toBe(prepayId)
    expect(await ask('unifiedOrder', { ...order('two'), totalFee: 1 })).toMatchObject(FAIL)
    expect(await ask('unifiedOrder', order('two'), await target.miniProgram('bob'))).toMatchObject(FAIL)
  })

  it('tells of an order that nobody paid that it is not paid, and after closing that it is closed', async () => {
    await ask('unifiedOrder', order('four'))
    const query = () => ask('queryOrder', { outTradeNo: 'four' })
    expect(await query()).toMatchObject({ ...OK, outTradeNo: 'four', tradeState: 'NOTPAY' })
    expect(await ask('closeOrder', { outTradeNo: 'four' })).toMatchObject(OK)
    expect(await query()).toMatchObject({ ...OK, tradeState: 'CLOSED' })
    expect(await ask('unifiedOrder', order('four'))).toMatchObject({ ...FAIL, errCodeDes: '当前订单已关闭' })
  })

  it.each(['queryOrder', 'closeOrder'])(
    '%s of a number that was never used fails without an exception',
    async (api) => {
      expect(await ask(api, { outTradeNo: 'never' })).toMatchObject({ ...FAIL, errCodeDes: expect.stringMatching(/./) })
    },
  )

  it('refunds nothing of an order that is not paid, or not there', async () => {
    await ask('unifiedOrder', order('five'))
    const refund = { outRefundNo: 'back', totalFee: 1800, refundFee: 1800 }
    for (const outTradeNo of ['five', 'never']) {
      expect(await ask('refund', { ...refund, outTradeNo })).toMatchObject(FAIL)
    }
    expect(await ask('queryRefund', { outTradeNo: 'five' })).toMatchObject(FAIL)
    expect(await ask('queryOrder', { outTradeNo: 'five' })).toMatchObject({ tradeState: 'NOTPAY' })
  })

  it('has no bill of a day without payments', async () => {
    // A day of the last three months, in the merchant's words.
    const billDate = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
    expect(await ask('downloadBill', { billDate })).toMatchObject({ returnCode: 'FAIL', returnMsg: 'No Bill Exist' })
  })
})
