import { merchant, recordRefund, serveNotice, wechatPay } from '@yundian/platform'

/** The pay platform says what became of a refund: it is recorded, and only then acknowledged (R2). */
export const main = serveNotice(async (event: unknown, house) => {
  const notice = await wechatPay.parseNotice(event)
  if (notice.kind !== 'refund') throw new Error(`not a notice of a refund: ${JSON.stringify(notice)}`)
  await recordRefund(notice.fact, house, merchant())
  return { errcode: 0, errmsg: 'recorded' }
})
