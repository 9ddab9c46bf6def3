import { addToReport, type DayReport, emptyReport } from '../dayReport.ts'
import type { Order } from '../order.ts'
import { type Finding, findingsOf } from './finding.ts'

export type WrittenReport = DayReport & { _id: string; store: string; businessDay: string; madeAt: Date }

/**
 * Instances of functions may disagree about the time by this much, and a report is made while others write: what was
 * written so close to it may be in it or not.
 */
const skewMs = 5 * 60_000

/** A report says what the ledger said when it was made (I11). */
export function auditReport(report: WrittenReport, orders: readonly Order[], timeZone: string): Finding[] {
  const own = orders.filter(({ store, businessDay }) => store === report.store && businessDay === report.businessDay)
  const wrong = differences(report, own, report.madeAt, timeZone)
  const close = own
    .flatMap(momentsOf)
    .filter((at) => Math.abs(at.getTime() - report.madeAt.getTime()) <= skewMs)
    .flatMap((at) => [at, new Date(at.getTime() - 1)])
  return close.some((at) => differences(report, own, at, timeZone).length === 0) ? [] : wrong
}

function differences(report: WrittenReport, own: Order[], at: Date, timeZone: string): Finding[] {
  const find = findingsOf(`reports/${report._id}`)
  const sum = own.reduce((so, order) => addToReport(so, asOf(order, at), timeZone), emptyReport())
  return (['orders', 'salesFen', 'refundsFen', 'points'] as const).flatMap((field) =>
    find('I11', report[field] !== sum[field], `says ${field} ${report[field]}, the ledger makes ${sum[field]}`),
  )
}

/** When the order's money moved. */
function momentsOf({ payment, refunds, revivedAt }: Order): Date[] {
  const granted = Object.values(refunds ?? {}).map(({ grantedAt }) => grantedAt)
  return [payment?.paidAt, revivedAt, ...granted].filter((at) => at !== undefined)
}

/** The order's money as it stood at an instant. */
function asOf(order: Order, at: Date): Order {
  const refunds = Object.entries(order.refunds ?? {}).filter(([, { grantedAt }]) => grantedAt <= at)
  const isPaid = order.payment?.paidAt !== undefined && order.payment.paidAt <= at
  const refundedFen = refunds.reduce((sum, [, { fen }]) => sum + fen, 0)
  // Nobody made an order whose money came too late, also not before the money went back.
  const before = order.lateEnd === 'refunded' ? 'cancelled' : 'served'
  const isRevived = order.revivedAt === undefined || order.revivedAt <= at
  const wasRefunded = order.status === 'refunded' && refundedFen === order.refundedFen
  return {
    ...order,
    refundedFen,
    refunds: Object.fromEntries(refunds),
    status: !isRevived ? 'cancelled' : order.status === 'refunded' && !wasRefunded ? before : order.status,
    payment: isPaid ? order.payment : undefined,
  }
}
