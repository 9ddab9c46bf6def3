import { merchant, recordPayment, serveNotice, wechatPay } from '@yundian/platform'

/** The pay platform says that an order was paid: it is recorded, and only then acknowledged (R2). */
export const main = serveNotice(async (event: unknown, house) => {
  const notice = await wechatPay.parseNotice(event)
  if (notice.kind !== 'payment') throw new Error(`not a notice of a payment: ${JSON.stringify(notice)}`)
  await recordPayment({ ...notice.fact, channel: wechatPay.name }, house, merchant())
  return { errcode: 0, errmsg: 'recorded' }
})
