import { zipSync } from 'fflate'
import { beijingDayStart, beijingText } from '../beijingTime.ts'
import type { PayOrder, Refund } from '../order.ts'
import { yuanOf } from '../yuan.ts'
import { ALIPAY_ACCOUNT } from './account.ts'
import type { AlipayApi } from './alipayApi.ts'
import { AlipayError } from './alipayError.ts'
import { gbkOf } from './gbk.ts'
import { ALIPAY_BILL_READY_AFTER_MS, BILL_ADDRESS_LIFE_MS } from './limits.ts'

const DAY_MS = 24 * 3600 * 1000

// Columns and layout: the business detail (业务明细) of the trade bill, as many public samples show it.
const HEADING =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

/** `alipay.data.dataservice.bill.downloadurl.query`: an address under which the bill lies for half a minute. */
export const askBill: AlipayApi = async ({ content, clock, gateway, payments }) => {
  const day = String(content.bill_date)
  const start = beijingDayStart(day)
  if (content.bill_type !== 'trade' || start === undefined) {
    throw new AlipayError('40004', 'isp.invalid-bill-parameter', '参数错误')
  }
  const isReady = clock.now() >= start + DAY_MS + ALIPAY_BILL_READY_AFTER_MS
  if (!isReady || detailsOf(payments.bookOf('alipay').all(), day).length === 0) {
    throw new AlipayError('40004', 'isp.bill_not_exist', '账单不存在')
  }
  const until = String(clock.now() + BILL_ADDRESS_LIFE_MS)
  return { bill_download_url: `${gateway}?${new URLSearchParams({ bill: day, until })}` }
}

/** The archive of a day's bill: a CSV of every payment and refund, in GBK as the real one. */
export function billArchive(orders: readonly PayOrder[], day: string): Uint8Array {
  const account = `${ALIPAY_ACCOUNT.sellerId}0156`
  const [year, month, date] = day.split('-')
  const from = `${year}年${month}月${date}日 00:00:00`
  const details = detailsOf(orders, day)
  const payments = details.filter(({ refund }) => refund === undefined)
  const lines = [
    '#支付宝业务明细查询',
    `#账号：[${account}]`,
    `#起始日期：[${from}]   终止日期：[${from.replace('00:00:00', '24:00:00')}]`,
    '#-----------------------------------------业务明细列表----------------------------------------',
    HEADING,
    ...details.map(row),
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${payments.length}笔，退款合计：${details.length - payments.length}笔`,
    '#导出时间：[见文件名]',
  ]
  const name = `${account}_${day.replaceAll('-', '')}_DETAILS.csv`
  return zipSync({ [name]: gbkOf(`${lines.join('\r\n')}\r\n`) })
}

interface Detail {
  order: PayOrder
  refund?: Refund
  at: number
}

function detailsOf(orders: readonly PayOrder[], day: string): Detail[] {
  const start = beijingDayStart(day) ?? Number.NaN
  return orders
    .flatMap((order): Detail[] => [
      ...(order.paidAt === undefined ? [] : [{ order, at: order.paidAt }]),
      ...order.refunds.map((refund) => ({ order, refund, at: refund.acceptedAt })),
    ])
    .filter(({ at }) => at >= start && at < start + DAY_MS)
    .sort((a, b) => a.at - b.at)
}

function row({ order, refund, at }: Detail): string {
  const fen = refund === undefined ? order.totalFee : -refund.refundFee
  return [
    ...[`${order.transactionId}\t`, `${order.outTradeNo}\t`, `${refund ? '退款' : '交易'}\t`],
    ...[order.body.replaceAll(/[,\r\n]/g, ' '), beijingText(order.createdAt), beijingText(at)],
    ...['\t', '\t', '\t', '\t', '**(138****0000)\t', yuanOf(fen), yuanOf(fen)],
    ...['0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00\t', '0.00', `${refund?.outRefundNo ?? ''}\t`],
    ...['0.00', '0.00', ''],
  ].join(',')
}
