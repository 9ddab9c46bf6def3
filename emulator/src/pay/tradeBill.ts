import { beijingDigits, beijingText } from './beijingTime.ts'
import { FEE_PER_MILLE } from './limits.ts'
import { PLATFORM } from './merchant.ts'
import { type PayOrder, type Refund, type RefundState, refundState } from './order.ts'

export const BILL_TYPES = ['ALL', 'SUCCESS', 'REFUND'] as const
export type BillType = (typeof BILL_TYPES)[number]

/** What the bill calls a refund's state (chapter 9_6). */
const BILL_STATES: Record<RefundState, string> = {
  PROCESSING: 'PROCESSING',
  SUCCESS: 'SUCCESS',
  REFUNDCLOSE: 'FAIL',
  CHANGE: 'CHANGE',
}

/** The columns of the trade bill (WeChat Pay v2 chapter 9_6; the same by v3), with how each is filled. */
const COLUMNS: [heading: string, in_: readonly BillType[], cell: (row: Row) => string][] = [
  ['交易时间', BILL_TYPES, ({ at }) => beijingText(at)],
  ['公众账号ID', BILL_TYPES, ({ appId }) => appId],
  ['商户号', BILL_TYPES, ({ mchId }) => mchId],
  ['特约商户号', BILL_TYPES, ({ order }) => order.subMchId],
  ['设备号', BILL_TYPES, () => ''],
  ['微信订单号', BILL_TYPES, ({ order }) => order.transactionId ?? ''],
  ['商户订单号', BILL_TYPES, ({ order }) => order.outTradeNo],
  ['用户标识', BILL_TYPES, () => PLATFORM.openid],
  ['交易类型', BILL_TYPES, () => 'JSAPI'],
  ['交易状态', BILL_TYPES, ({ refund }) => (refund ? 'REFUND' : 'SUCCESS')],
  ['付款银行', BILL_TYPES, () => PLATFORM.bankType],
  ['货币种类', BILL_TYPES, () => 'CNY'],
  ['应结订单金额', BILL_TYPES, ({ paidFen }) => yuan(paidFen)],
  ['代金券金额', BILL_TYPES, () => '0.00'],
  ['退款申请时间', ['REFUND'], ({ refund }) => (refund ? beijingText(refund.acceptedAt) : '')],
  [
    '退款成功时间',
    ['REFUND'],
    ({ refund, now }) => (refund && refundState(refund, now) === 'SUCCESS' ? beijingText(refund.settlesAt) : ''),
  ],
  ['微信退款单号', ['ALL', 'REFUND'], ({ refund }) => refund?.refundId ?? '0'],
  ['商户退款单号', ['ALL', 'REFUND'], ({ refund }) => refund?.outRefundNo ?? '0'],
  ['退款金额', ['ALL', 'REFUND'], ({ refundedFen }) => yuan(refundedFen)],
  ['充值券退款金额', ['ALL', 'REFUND'], () => '0.00'],
  ['退款类型', ['ALL', 'REFUND'], ({ refund }) => (refund ? 'ORIGINAL' : '')],
  ['退款状态', ['ALL', 'REFUND'], ({ refund, now }) => (refund ? BILL_STATES[refundState(refund, now)] : '')],
  ['商品名称', BILL_TYPES, ({ order }) => order.body],
  ['商户数据包', BILL_TYPES, ({ order }) => order.attach ?? ''],
  ['手续费', BILL_TYPES, ({ feeFen }) => feeYuan(feeFen)],
  ['费率', BILL_TYPES, () => `${(FEE_PER_MILLE / 10).toFixed(2)}%`],
  ['订单金额', BILL_TYPES, ({ paidFen }) => yuan(paidFen)],
  ['申请退款金额', ['ALL', 'REFUND'], ({ refundedFen }) => yuan(refundedFen)],
  ['费率备注', BILL_TYPES, () => ''],
]

const TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

interface Row {
  order: PayOrder
  refund?: Refund
  /** When the money came, or the refund was asked for, in ms. */
  at: number
  paidFen: number
  refundedFen: number
  feeFen: number
  appId: string
  mchId: string
  now: number
}

/**
 * The bill of one day in Beijing: a heading, a row for each payment and each refund of the day, and the totals. Cells
 * begin with a backtick, lines end with CR LF.
 * @param day `yyyyMMdd`
 * @param mchId who asks; with cloudPay the service provider
 * @returns undefined when nothing was paid or refunded on that day: then the platform has no bill
 */
export function tradeBill(
  orders: readonly PayOrder[],
  { day, type, now, appId, mchId }: { day: string; type: BillType; now: number; appId: string; mchId: string },
): string | undefined {
  const rows = orders
    .flatMap((order) => rowsOf(order).map((row) => ({ ...row, appId, mchId, now })))
    .filter(({ at, refund }) => {
      const wanted = type === 'ALL' || (type === 'REFUND') === (refund !== undefined)
      return wanted && beijingDigits(at).startsWith(day)
    })
    .sort((a, b) => a.at - b.at)
  if (rows.length === 0) return undefined
  const columns = COLUMNS.filter(([, types]) => types.includes(type))
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const paid = yuan(sum(({ paidFen }) => paidFen))
  const refunded = yuan(sum(({ refundedFen }) => refundedFen))
  const fees = feeYuan(sum(({ feeFen }) => feeFen))
  const lines = [
    columns.map(([heading]) => heading).join(','),
    ...rows.map((row) => columns.map(([, , cell]) => `\`${plain(cell(row))}`).join(',')),
    TOTALS,
    [String(rows.length), paid, refunded, '0.00', fees, paid, refunded].map((cell) => `\`${cell}`).join(','),
  ]
  return `${lines.join('\r\n')}\r\n`
}

function rowsOf(order: PayOrder): Omit<Row, 'appId' | 'mchId' | 'now'>[] {
  if (order.paidAt === undefined) return []
  const { totalFee } = order
  const payment = { order, at: order.paidAt, paidFen: totalFee, refundedFen: 0, feeFen: feeOf(totalFee) }
  const refunds = order.refunds.map((refund) => {
    const { acceptedAt: at, refundFee } = refund
    return { order, refund, at, paidFen: 0, refundedFen: refundFee, feeFen: -feeOf(refundFee) }
  })
  return [payment, ...refunds]
}

const feeOf = (fen: number) => Math.round((fen * FEE_PER_MILLE) / 1000)

/** The platform's tables have no quoting, so what would end a cell or a line is left out. */
const plain = (cell: string) => cell.replace(/[,\r\n]/g, ' ')

/** Fen as `12.05`. */
function yuan(fen: number): string {
  const size = Math.abs(fen)
  return `${fen < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`
}

const feeYuan = (fen: number) => `${yuan(fen)}000`
