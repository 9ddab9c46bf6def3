import { expect, it } from 'vitest'
import { cash } from './cash.ts'
import { makeTestKeys } from './fixtures/testKeys.ts'
import { payChannels } from './payChannels.ts'
import { connectedChannels, phoneChannel } from './phoneChannel.ts'

const { privateLine, publicLine } = makeTestKeys()
const cloudPay = { SUB_MCH_ID: '1900000109' }
const v3 = {
  ...{ HTTP_URL: 'http://a.example', WECHATPAY_APP_ID: 'wx1', WECHATPAY_MCH_ID: '1900000209' },
  ...{ WECHATPAY_PRIVATE_KEY: privateLine, WECHATPAY_PUBLIC_KEY: publicLine, WECHATPAY_API_V3_KEY: 'x'.repeat(32) },
}
const alipay = {
  ...{ HTTP_URL: 'http://a.example', ALIPAY_APP_ID: '2021', ALIPAY_SELLER_ID: '2088' },
  ...{ ALIPAY_PRIVATE_KEY: privateLine, ALIPAY_PUBLIC_KEY: publicLine },
}

it.each([
  ['nothing', {}, ['cash']],
  ['empty values', { SUB_MCH_ID: '', ALIPAY_APP_ID: '' }, ['cash']],
  ['cloudPay', cloudPay, ['wechat', 'wechatCode', 'cash']],
  ['API v3', v3, ['wechatV3', 'cash']],
  ['Alipay', alipay, ['alipay', 'alipayCode', 'cash']],
  ['cloudPay and Alipay', { ...cloudPay, ...alipay }, ['wechat', 'alipay', 'wechatCode', 'alipayCode', 'cash']],
])('an environment with %s connects these channels', (_, env, names) => {
  expect(connectedChannels(env)).toEqual(names)
  const channels = payChannels(env)
  expect(Object.keys(channels).sort()).toEqual([...names].sort())
  for (const [name, channel] of Object.entries(channels)) expect(channel.name).toBe(name)
})

it('diners pay by cloudPay, and by API v3 when that alone is connected', () => {
  expect(phoneChannel({ ...cloudPay, ...v3 }).name).toBe('wechat')
  expect(phoneChannel(v3).name).toBe('wechatV3')
  expect(connectedChannels({ ...cloudPay, ...v3 })).not.toContain('wechatV3')
})

it('cash is money as soon as somebody of the staff says that he took it', async () => {
  const order = { id: 'order1', title: 'noodles', totalFen: 1800, expiresAt: 0 }
  expect(await cash.start({ ...order, takenBy: 'waiter' })).toEqual({
    ok: true,
    paid: { transactionId: 'cash:waiter:order1', totalFee: 1800 },
  })
  expect(await cash.start(order)).toMatchObject({ ok: false })
  expect(await cash.parseNotice({ outTradeNo: 'order1' })).toMatchObject({ kind: 'refused' })
})
