import { parseInput } from '@yundian/contract'
import { merchant, type PaymentFact, recordPayment, serveNotice } from '@yundian/platform'
import { paymentNotice } from './paymentNotice.ts'

/** The pay platform says that an order was paid: it is recorded, and only then acknowledged (R2). */
export const main = serveNotice(async (event: unknown, house) => {
  const notice = parseInput(paymentNotice, event)
  const fact: PaymentFact = {
    outTradeNo: notice.outTradeNo,
    transactionId: notice.transactionId,
    totalFee: notice.totalFee,
    merchant: notice.subMchId,
    // The payer as this mini-program knows him; `openid` is how the service provider does.
    payer: notice.subOpenid || undefined,
  }
  await recordPayment(fact, house, merchant())
  return { errcode: 0, errmsg: 'recorded' }
})
