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
    // With a sub-merchant the payer is known to this mini-program by his subOpenid.
    payer: notice.subOpenid ?? notice.openid,
  }
  await recordPayment(fact, house, merchant())
  return { errcode: 0, errmsg: 'recorded' }
})
