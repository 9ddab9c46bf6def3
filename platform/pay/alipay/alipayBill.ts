import { beijingInstant } from '../beijingTime.ts'
import { type BillLine, readTable } from '../billLine.ts'
import { fenOfYuan } from '../yuan.ts'

/** The detail table ends with a line of this kind, after which come the totals. */
const tableEnd = /^#-+业务明细列表结束/
const totals = /^#交易合计：(\d+)笔.*退款合计：(\d+)笔/

/**
 * Reads the business detail (业务明细) of Alipay's trade bill, decoded from its archive.
 * @throws Error when it is not whole, so that half a bill is no bill
 */
export function readAlipayBill(text: string): BillLine[] {
  const rows = text.split(/\r?\n/)
  const headingAt = rows.findIndex((row) => row.startsWith('支付宝交易号,'))
  const endAt = rows.findIndex((row) => tableEnd.test(row))
  if (headingAt < 0 || endAt < headingAt) throw new Error('the bill of Alipay has no table, or only a part of it')
  const lines = readTable(rows[headingAt] ?? '', rows.slice(headingAt + 1, endAt)).map(lineOf)
  const [, payments, refunds] = totals.exec(rows[endAt + 1] ?? '') ?? []
  const refunded = lines.filter(({ kind }) => kind === 'refund').length
  if (refunds !== undefined && (Number(refunds) !== refunded || Number(payments) !== lines.length - refunded)) {
    throw new Error(`the bill of Alipay has ${lines.length} rows and says ${payments} and ${refunds}`)
  }
  return lines
}

function lineOf(row: Record<string, string>): BillLine {
  const cell = (name: string): string => {
    const value = row[name]
    if (value === undefined) throw new Error(`the bill of Alipay has no column ${name}`)
    return value
  }
  const fen = fenOfYuan(cell('订单金额（元）'))
  const isRefund = cell('业务类型') === '退款'
  return {
    outTradeNo: cell('商户订单号'),
    transactionId: cell('支付宝交易号'),
    kind: isRefund ? 'refund' : 'payment',
    ...(isRefund ? { refundId: cell('退款批次号/请求号') } : {}),
    fen: Math.abs(fen),
    at: beijingInstant(cell('完成时间')),
  }
}

/** The detail table out of the archive that Alipay gives: a ZIP of CSV files in GBK, one of them a summary. */
export async function unpackAlipayBill(archive: Uint8Array): Promise<string> {
  const { unzipSync } = await import('fflate')
  const decoder = new TextDecoder('gbk')
  const texts = Object.values(unzipSync(archive)).map((bytes) => decoder.decode(bytes))
  const details = texts.find((text) => text.startsWith('#支付宝业务明细'))
  if (details === undefined) throw new Error('the archive of Alipay holds no business detail')
  return details
}
