import { alipayAccount, house, openAlipay, serveHttpNotice, takeNotice } from '@yundian/platform'

const text = { 'content-type': 'text/plain' }

const account = alipayAccount(process.env)
if (account) house.counter = { alipay: openAlipay(account) }

/** Alipay says that an order was paid: recorded, and only then acknowledged, by the one word that ends its repeats. */
export const main = serveHttpNotice(async (notice, house) => {
  const alipay = house.counter?.alipay
  const isTaken = alipay !== undefined && (await takeNotice(await alipay.parseNotice(notice), alipay.name, house))
  return { statusCode: isTaken ? 200 : 401, headers: text, body: isTaken ? 'success' : 'fail' }
})
