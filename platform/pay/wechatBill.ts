import { beijingInstant } from './beijingTime.ts'
import { type BillLine, readTable } from './billLine.ts'
import { fenOfYuan } from './yuan.ts'

const columns = {
  at: '交易时间',
  transactionId: '微信订单号',
  outTradeNo: '商户订单号',
  state: '交易状态',
  totalYuan: '订单金额',
  refundId: '商户退款单号',
  refundYuan: '申请退款金额',
  refundState: '退款状态',
} as const

/**
 * Reads the trade bill of WeChat Pay (`bill_type=ALL`), the same by cloudPay and by API v3: a heading, rows whose cells
 * begin with a backtick, a heading of totals, and the totals. A refund that failed moved nothing and is no line.
 * @throws Error when a column is missing or the totals do not agree with the rows, so that half a bill is no bill
 */
export function readWechatBill(text: string): BillLine[] {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((row) => row.trim() !== '')
  const [heading = '', ...rest] = rows
  const missing = Object.values(columns).find((column) => !heading.split(',').includes(column))
  if (missing) throw new Error(`the bill has no column ${missing}: ${heading.slice(0, 60)}`)
  const totalsAt = rest.findIndex((row) => row.startsWith('总交易单数'))
  const totals = rest[totalsAt] === undefined ? undefined : readTable(rest[totalsAt], rest.slice(totalsAt + 1))[0]
  if (!totals) throw new Error('the bill ends before its totals')
  const table = readTable(heading, rest.slice(0, totalsAt))
  if (Number(totals.总交易单数) !== table.length) {
    throw new Error(`the bill has ${table.length} rows and says ${totals.总交易单数}`)
  }
  return table.flatMap(lineOf)
}

function lineOf(row: Record<string, string>): BillLine[] {
  const cell = (name: keyof typeof columns) => row[columns[name]] ?? ''
  const base = {
    outTradeNo: cell('outTradeNo'),
    transactionId: cell('transactionId'),
    at: beijingInstant(cell('at')),
  }
  if (cell('state') === 'SUCCESS') return [{ ...base, kind: 'payment', fen: fenOfYuan(cell('totalYuan')) }]
  // A reversed scan of the diner's code is money that went back, too.
  if (!['REFUND', 'REVOKED'].includes(cell('state')) || cell('refundState') === 'FAIL') return []
  return [{ ...base, kind: 'refund', refundId: cell('refundId'), fen: fenOfYuan(cell('refundYuan')) }]
}
