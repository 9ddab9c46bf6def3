import { alipayAccount, openAlipay, serveHttpNotice, takeNotice } from '@yundian/platform'

const text = { 'content-type': 'text/plain' }

/** Alipay says that an order was paid: recorded, and only then acknowledged, by the one word that ends its repeats. */
export const main = serveHttpNotice(async (notice, house) => {
  const account = alipayAccount(process.env)
  const isTaken =
    account !== undefined &&
    (await takeNotice(await openAlipay(account, house.clock).parseNotice(notice), 'alipay', house))
  return { statusCode: isTaken ? 200 : 401, headers: text, body: isTaken ? 'success' : 'fail' }
})
