import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { callAs, control, startShop } from '../../fixtures/shop.ts'
import type { Cloud } from '../index.ts'

const merchant = '1900009231'
const payments: Record<string, string> = {}
let cloud: Cloud
beforeAll(async () => {
  cloud = await startShop({ clock: '2026-11-22T23:58:00+08:00' })
  await pay('sunday', 1800, 'noodles, hot')
  cloud.clock.set(Date.parse('2026-11-23T12:00:00+08:00'))
  await pay('monday', 2805)
  await pay('unpaid', 999, 'never paid', false)
  await ask('refund', { outTradeNo: 'sunday', outRefundNo: 'back', totalFee: 1800, refundFee: 850, subMchId: merchant })
})
afterAll(() => cloud.stop())

async function ask(api: string, data: Record<string, unknown>) {
  return (await callAs(cloud, 'alice', 'cashier', { api, data })) as Record<string, string>
}

async function pay(outTradeNo: string, totalFee: number, body = 'noodles', isPaid = true) {
  const fixed = { spbillCreateIp: '127.0.0.1', subMchId: merchant, envId: 'local', functionName: 'paid' }
  const { prepayId } = await ask('unifiedOrder', { ...fixed, body, outTradeNo, totalFee })
  if (!isPaid) return
  await control(cloud, '/payments/pay', { prepayId, openid: 'alice', outcome: 'silent' })
  payments[outTradeNo] = cloud.payments.list().find((order) => order.outTradeNo === outTradeNo)?.transactionId ?? ''
}

const bill = (billDate: string, more: Record<string, unknown> = {}) =>
  ask('downloadBill', { subMchId: merchant, billDate, ...more })

/** The bill's rows, by the heading's names, and its totals. */
function read(text: string) {
  const lines = text.split('\r\n')
  expect(lines.pop()).toBe('')
  const cells = (line = '') => line.split(',').map((cell) => cell.replace(/^`/, ''))
  const heading = lines[0]?.split(',') ?? []
  const rows = lines.slice(1, -2).map((line) => {
    const values = cells(line)
    expect(values).toHaveLength(heading.length)
    return Object.fromEntries(heading.map((name, index) => [name, values[index]]))
  })
  return { heading, rows, totals: [lines.at(-2), cells(lines.at(-1))] }
}

it('is made on the morning after its day, by Beijing time', async () => {
  expect(await bill('20261123')).toMatchObject({ returnCode: 'FAIL', returnMsg: 'Bill Creating' })
  cloud.clock.set(Date.parse('2026-11-24T08:59:00+08:00'))
  expect(await bill('20261123')).toMatchObject({ returnMsg: 'Bill Creating' })
  cloud.clock.set(Date.parse('2026-11-24T09:00:00+08:00'))
  expect((await bill('20261123')).data).toContain('monday')
})

it('has a heading, a row for each payment and refund of the day, and totals', async () => {
  const { heading, rows, totals } = read((await bill('20261123')).data ?? '')
  expect(heading).toHaveLength(27)
  expect(rows).toMatchObject([
    {
      交易时间: expect.stringMatching(/^2026-11-23 12:00:\d\d$/),
      微信订单号: payments.monday,
      商户订单号: 'monday',
      特约商户号: merchant,
      交易状态: 'SUCCESS',
      应结订单金额: '28.05',
      订单金额: '28.05',
      申请退款金额: '0.00',
      商户退款单号: '0',
      手续费: '0.17000',
      费率: '0.60%',
    },
    {
      商户订单号: 'sunday',
      微信订单号: payments.sunday,
      交易状态: 'REFUND',
      商户退款单号: 'back',
      订单金额: '0.00',
      申请退款金额: '8.50',
      退款状态: 'SUCCESS',
      商品名称: 'noodles  hot',
      手续费: '-0.05000',
    },
  ])
  expect(totals).toEqual([
    '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
    ['2', '28.05', '8.50', '0.00', '0.12000', '28.05', '8.50'],
  ])
})

it('tells only payments, or only refunds with their times, when asked to', async () => {
  const paid = read((await bill('20261123', { billType: 'SUCCESS' })).data ?? '')
  expect([paid.heading.length, paid.rows.map((row) => row.商户订单号)]).toEqual([20, ['monday']])
  const refunds = read((await bill('20261123', { billType: 'REFUND' })).data ?? '')
  expect(refunds.heading).toHaveLength(29)
  expect(refunds.rows).toMatchObject([
    { 退款申请时间: expect.stringMatching(/^2026-11-23 12:00/), 商户退款单号: 'back' },
  ])
})

it('counts a payment to the day on which it was paid in Beijing', async () => {
  const { rows } = read((await bill('20261122')).data ?? '')
  expect(rows.map((row) => [row.商户订单号, row.交易状态])).toEqual([['sunday', 'SUCCESS']])
})

it('can be had compressed', async () => {
  const raw = await cloud.callFunction('cashier', {
    api: 'downloadBill',
    data: { subMchId: merchant, billDate: '20261122', tarType: 'GZIP' },
  })
  const bytes = Buffer.from((raw as { data: { data: number[] } }).data.data)
  expect(gunzipSync(bytes).toString()).toBe((await bill('20261122')).data)
})

it('does not exist for a day without payments, for another merchant, for a day to come, or after three months', async () => {
  expect(await bill('20261101')).toMatchObject({ returnCode: 'FAIL', returnMsg: 'No Bill Exist' })
  expect(await ask('downloadBill', { subMchId: '1', billDate: '20261123' })).toMatchObject({
    returnMsg: 'No Bill Exist',
  })
  for (const billDate of ['20261125', '20261132', 'monday']) {
    expect(await bill(billDate)).toMatchObject({ returnMsg: 'invalid bill_date' })
  }
  expect(await bill('20261123', { billType: 'SOME' })).toMatchObject({ returnMsg: 'invalid bill_type' })
  expect(await ask('downloadBill', { billDate: '20261123' })).toMatchObject({ resultCode: 'FAIL' })
  cloud.clock.set(Date.parse('2027-03-01T12:00:00+08:00'))
  expect(await bill('20261123')).toMatchObject({ returnMsg: 'No Bill Exist' })
})
