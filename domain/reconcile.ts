import { moneyOf } from './account/partPayments.ts'
import type { Fen } from './money.ts'
import type { Order } from './order.ts'
import { paymentNumber } from './paymentNumber.ts'
import { outRefundNo, sentBy } from './refund.ts'
import { dayjs } from './zonedTime.ts'

/** Pay platforms keep their days in Beijing. */
const zone = 'Asia/Shanghai'

/** Our clock and the platform's may disagree by this much; what we wrote so late in a day may stand in the next day's bill. */
const skewMs = 10 * 60_000

/** A bill is there by ten in the morning of the next day. Source: WeChat Pay, downloadBill. */
const billReadyAfterMs = 10 * 3_600_000

/** Money that moved, as the ledger or a bill has it. */
export interface Movement {
  kind: 'payment' | 'refund'
  outTradeNo: string
  transactionId: string
  /** Our number of a refund. */
  refundId?: string
  fen: Fen
}

export interface ReconciliationRow extends Movement {
  /** 'missing_here': only the bill has it; 'missing_there': only we have it; 'other_sum': both, with other fen. */
  verdict: 'agrees' | 'missing_here' | 'missing_there' | 'other_sum'
  /** What the other side says, when it says another sum. */
  ledgerFen?: Fen
}

/** The day (YYYY-MM-DD) in whose bill we look for something that we wrote at an instant (ms). */
export function billDayOf(instant: number): string {
  return dayjs(instant + skewMs)
    .tz(zone)
    .format('YYYY-MM-DD')
}

/** The instants between which `billDayOf` gives this day. */
export function instantsOf(day: string): { from: Date; until: Date } {
  const start = dayjs.tz(day, zone)
  return { from: new Date(start.valueOf() - skewMs), until: new Date(start.add(1, 'day').valueOf() - skewMs) }
}

/** The latest `count` days whose bills are there by now (ms), oldest first. */
export function daysWithBills(now: number, count: number): string[] {
  const last = dayjs(now - billReadyAfterMs).tz(zone)
  return Array.from({ length: count }, (_, back) => last.subtract(count - back, 'day').format('YYYY-MM-DD'))
}

export function dayBefore(day: string): string {
  return dayjs.utc(day).subtract(1, 'day').format('YYYY-MM-DD')
}

/** All money of an order that moved at the pay platform; refunds on their way count. */
export function movementsOf(order: Order): (Movement & { at: Date })[] {
  const { transactionId, paidFen, paidAt } = order.payment ?? {}
  if (transactionId === undefined || paidFen === undefined || paidAt === undefined) return []
  const base = { outTradeNo: paymentNumber(order), transactionId }
  const refunds = Object.entries(order.refunds ?? {}).flatMap(([number, refund]) => {
    const at = sentBy(refund)
    const fen = moneyOf(refund)
    if (!at || fen === 0) return []
    return [{ ...base, kind: 'refund' as const, refundId: outRefundNo(order._id, number), fen, at }]
  })
  return [...(paidFen === 0 ? [] : [{ ...base, kind: 'payment' as const, fen: paidFen, at: paidAt }]), ...refunds]
}

/**
 * Compares a day's bill with the ledger, line by line, both ways (R10).
 * @param bill the channel's lines of the day
 * @param earlier its lines of the day before, and what earlier bills told us first: we write when we hear of a payment
 * @param orders all orders that the bill names, and all that moved money on the day by our own books
 */
export function reconcile(
  day: string,
  bill: readonly Movement[],
  earlier: readonly Movement[],
  orders: readonly Order[],
): ReconciliationRow[] {
  const ours = new Map(orders.flatMap(movementsOf).map((movement) => [keyOf(movement), movement]))
  const theirs = new Set([...bill, ...earlier].map(keyOf))
  const { from, until } = instantsOf(day)
  const there = bill.map((line): ReconciliationRow => {
    const own = ours.get(keyOf(line))
    if (!own) return { ...line, verdict: 'missing_here' }
    return own.fen === line.fen ? { ...line, verdict: 'agrees' } : { ...line, verdict: 'other_sum', ledgerFen: own.fen }
  })
  const here = [...ours.values()]
    .filter((own) => own.at >= from && own.at < until && !theirs.has(keyOf(own)))
    .map(({ at: _at, ...own }): ReconciliationRow => ({ ...own, verdict: 'missing_there' }))
  return [...there, ...here]
}

const columns = ['verdict', 'kind', 'outTradeNo', 'transactionId', 'refundId', 'fen', 'ledgerFen'] as const

/** The rows as a spreadsheet reads them (RFC 4180), with a heading. */
export function reconciliationCsv(rows: readonly ReconciliationRow[]): string {
  const lines = rows.map((row) => columns.map((column) => quoted(String(row[column] ?? ''))).join(','))
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`
}

/** A number of a payment is for reading, not for adding up, and a formula in it is not for running. */
function quoted(cell: string): string {
  const plain = /^[=+\-@]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain
}

function keyOf({ kind, outTradeNo, transactionId, refundId }: Movement): string {
  return kind === 'payment' ? `payment ${outTradeNo} ${transactionId}` : `refund ${refundId}`
}
