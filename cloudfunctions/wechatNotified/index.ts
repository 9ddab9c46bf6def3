import { openWechatV3, serveHttpNotice, takeNotice, v3Account } from '@yundian/platform'

const json = { 'content-type': 'application/json' }

const account = v3Account(process.env)

/** WeChat Pay API v3 says that an order was paid, or what became of a refund: recorded, and only then acknowledged. */
export const main = serveHttpNotice(async (notice, house) => {
  const isTaken =
    account !== undefined &&
    (await takeNotice(await openWechatV3(account, house.clock).parseNotice(notice), 'wechatV3', house))
  if (isTaken) return { statusCode: 200, headers: json, body: '{"code":"SUCCESS"}' }
  return { statusCode: 401, headers: json, body: '{"code":"FAIL","message":"not proven"}' }
})
