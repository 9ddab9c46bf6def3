import { describe, expect, it } from 'vitest'
import { readWechatBill } from './wechatBill.ts'

const heading =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const totals = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'
const payment =
  '`2026-11-21 12:00:05,`wx1,`1900000109,`0,`,`4200001,`order1,`diner,`JSAPI,`SUCCESS,`OTHERS,`CNY,`26.00,`2.00,`0,`0,`0.00,`0.00,`,`,`noodles,`,`0.16000,`0.60%,`28.00,`0.00,`'
const refund = (state: string) =>
  `\`2026-11-21 23:59:59,\`wx1,\`1900000109,\`0,\`,\`4200001,\`order1,\`diner,\`JSAPI,\`REFUND,\`OTHERS,\`CNY,\`0.00,\`0.00,\`503,\`refund1,\`8.50,\`0.00,\`ORIGINAL,\`${state},\`noodles,\`,\`-0.05000,\`0.60%,\`0.00,\`8.50,\``
const bill = (rows: string[], count = rows.length) =>
  `\uFEFF${[heading, ...rows, totals, `\`${count},\`26.00,\`8.50,\`0.00,\`0.11000,\`28.00,\`8.50`].join('\r\n')}\r\n`

describe('the trade bill of WeChat Pay', () => {
  it('tells what the diner paid, and what of it went back', () => {
    expect(readWechatBill(bill([payment, refund('SUCCESS')]))).toEqual([
      {
        kind: 'payment',
        outTradeNo: 'order1',
        transactionId: '4200001',
        fen: 2800,
        at: Date.parse('2026-11-21T12:00:05+08:00'),
      },
      {
        kind: 'refund',
        outTradeNo: 'order1',
        transactionId: '4200001',
        refundId: 'refund1',
        fen: 850,
        at: Date.parse('2026-11-21T23:59:59+08:00'),
      },
    ])
  })

  it('counts a refund on its way, and none that failed', () => {
    expect(readWechatBill(bill([payment, refund('PROCESSING')]))).toHaveLength(2)
    expect(readWechatBill(bill([payment, refund('FAIL')]))).toHaveLength(1)
  })

  it('is empty for a day without payments', () => {
    expect(readWechatBill(bill([]))).toEqual([])
  })

  it.each([
    ['that ends before its totals', [heading, payment].join('\r\n')],
    ['whose totals name another number of rows', bill([payment], 2)],
    ['without a column that is needed', bill([payment]).replace('商户订单号', '单号')],
    ['that is something else', '<xml><return_code>FAIL</return_code></xml>'],
  ])('does not believe a bill %s', (_, text) => {
    expect(() => readWechatBill(text)).toThrow()
  })
})
