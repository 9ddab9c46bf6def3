import { Readable } from 'node:stream'
import { callAs } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'
import { PAY_CHANNELS, type PayChannelName } from '../pay/order.ts'

const LONG = '不要香菜，少放辣，打包时请把汤和面分开 please-keep-the-soup-and-the-noodles-apart-in-two-boxes'

/** Fills the shop with something of everything that the console shows, long texts included. */
export async function fillShop(cloud: Cloud): Promise<void> {
  const orders = Array.from({ length: 45 }, (_, index) => ({
    _id: `order-${index + 1}`,
    status: index % 3 === 0 ? 'paid' : 'placed',
    table: `A${index % 9}`,
    total: { fen: 1800 + 37 * index, currency: 'CNY' },
    lines: [{ dish: 'dandan', name: '担担面', quantity: 2, fen: 900 }],
    remark: LONG,
    placedAt: new Date(cloud.clock.now() - index * 60_000),
    aFieldWithAVeryLongNameThatNobodyWouldChoose: true,
  }))
  await cloud.database.insert('orders', orders)
  await cloud.database.insert('notes', [{ _openid: 'ann', text: LONG }])
  for (let turn = 0; turn < 12; turn += 1) await callAs(cloud, 'alice', 'echo', { print: `table ${turn}\n${LONG}` })
  await cloud.callFunction('faults', { fault: 'throw' }).catch(() => {})
  for (const channel of PAY_CHANNELS) await payAndRefund(cloud, channel)
  await cloud.parts.messages.grants.add('alice', ['orderReady', 'orderReady', 'queueCalled'])
  const message = { thing1: { value: '担担面好了' }, number2: { value: 12 } }
  const data = { touser: 'alice', templateId: 'orderReady', page: 'pages/order/order?id=1', data: message }
  await callAs(cloud, 'alice', 'cashier', { api: 'subscribeMessage.send', data })
  await cloud.parts.storage.files.write(`photos/${'long-'.repeat(16)}name.txt`, Readable.from([Buffer.from(LONG)]))
  await cloud.parts.timers.run('tick', 'everyMinute')
  cloud.trouble.add({ name: 'slow', strikes: 'request', does: 'delay', ms: [1, 2], match: { collection: 'orders' } })
  cloud.clock.advance(60_000)
  await cloud.idle()
}

/** An order that is paid, told of, and half refunded. Its number is `paid-<channel>`; the refund's, `back-<channel>`. */
export async function payAndRefund({ payments, clock }: Cloud, channel: PayChannelName): Promise<void> {
  const now = clock.now()
  const order = {
    channel,
    outTradeNo: `paid-${channel}`,
    prepayId: `prepay-${channel}`,
    totalFee: 3205,
    body: '担担面',
    subMchId: '1900000109',
    functionName: channel === 'cloudPay' ? 'paid' : '',
    notifyUrl: channel === 'cloudPay' ? undefined : 'http://127.0.0.1:9/notify/of/a/merchant/with/a/long/address',
    createdAt: now,
    expiresAt: now + 7_200_000,
    state: 'NOTPAY' as const,
    refunds: [],
  }
  await payments.bookOf(channel).save(order)
  await payments.takeMoney(order, 'alice', true)
  const refund = {
    outRefundNo: `back-${channel}`,
    refundId: `5030${channel}`,
    refundFee: 1600,
    acceptedAt: now,
    settlesAt: now + 1000,
  }
  await payments.acceptRefund(order, refund, { functionName: order.functionName, url: order.notifyUrl })
}
