import type { Board } from '../board.ts'
import { addToReport, type DayReport, emptyReport } from '../dayReport.ts'
import type { Order } from '../order.ts'
import { auditBoard, auditStock } from './auditBoard.ts'
import { auditOrder } from './auditOrder.ts'
import { auditPlatform, type PlatformPayment } from './auditPlatform.ts'
import { type Finding, findingsOf } from './finding.ts'

/** Everything that the house has written down, and what the pay platform says, if it was asked. */
export interface Ledger {
  orders: Order[]
  boards: Board[]
  tickets: { _id: string; order: string }[]
  pointEntries: { _id: string; order: string; points: number }[]
  suspense: { outTradeNo: string }[]
  reports: (DayReport & { _id: string; store: string; businessDay: string; madeAt: Date })[]
  timeZones: Map<string, string>
  payments?: PlatformPayment[]
}

/**
 * Audits a whole ledger (I1 to I8, I11, and that no pickup number was given twice).
 * @param atRest true when nothing is in flight and the timers have run: then also what is only true between the acts (I3, I10)
 */
export function auditLedger(ledger: Ledger, atRest: boolean): Finding[] {
  const { orders, boards } = ledger
  const tickets = countBy(
    ledger.tickets,
    ({ order }) => order,
    () => 1,
  )
  const points = countBy(
    ledger.pointEntries,
    ({ order }) => order,
    (entry) => entry.points,
  )
  const suspended = new Set(ledger.suspense.map(({ outTradeNo }) => outTradeNo))
  return [
    ...orders.flatMap((order) =>
      auditOrder(order, { tickets: tickets.get(order._id) ?? 0, points: points.get(order._id) ?? 0 }),
    ),
    ...boards.flatMap(auditBoard),
    ...ownerless('tickets', ledger.tickets, orders, 'I5'),
    ...ownerless('pointEntries', ledger.pointEntries, orders, 'I4'),
    ...repeatedNumbers(orders),
    ...ledger.reports.flatMap((report) => auditReport(report, ledger)),
    ...(atRest
      ? boards.flatMap((board) =>
          auditStock(
            board,
            orders.filter(({ store }) => store === board._id),
          ),
        )
      : []),
    ...(atRest ? orders.flatMap(owing) : []),
    ...(atRest && ledger.payments ? auditPlatform(orders, ledger.payments, suspended) : []),
  ]
}

/** A report says what the ledger said when it was made (I11). */
function auditReport(report: Ledger['reports'][number], { orders, timeZones }: Ledger): Finding[] {
  const find = findingsOf(`reports/${report._id}`)
  const own = orders.filter(({ store, businessDay }) => store === report.store && businessDay === report.businessDay)
  const then = own.map((order) => asOf(order, report.madeAt))
  const sum = then.reduce((so, order) => addToReport(so, order, timeZones.get(report.store) ?? 'UTC'), emptyReport())
  return (['orders', 'salesFen', 'refundsFen', 'points'] as const).flatMap((field) =>
    find('I11', report[field] !== sum[field], `says ${field} ${report[field]}, the ledger makes ${sum[field]}`),
  )
}

/** The order's money as it stood at an instant. */
function asOf(order: Order, at: Date): Order {
  const refunds = Object.entries(order.refunds ?? {}).filter(([, { grantedAt }]) => grantedAt <= at)
  const isPaid = order.payment?.paidAt !== undefined && order.payment.paidAt <= at
  const refundedFen = refunds.reduce((sum, [, { fen }]) => sum + fen, 0)
  // Nobody made an order whose money came too late, also not before the money went back.
  const before = order.lateEnd === 'refunded' ? 'cancelled' : 'served'
  const wasRefunded = order.status === 'refunded' && refundedFen === order.refundedFen
  return {
    ...order,
    refundedFen,
    refunds: Object.fromEntries(refunds),
    status: order.status === 'refunded' && !wasRefunded ? before : order.status,
    payment: isPaid ? order.payment : undefined,
  }
}

function owing(order: Order): Finding[] {
  const open = Object.values(order.refunds ?? {}).filter(({ state }) => state === 'granted')
  const find = findingsOf(`orders/${order._id}`)
  return [
    ...find('I10', order.owes.length > 0, `still owes ${order.owes.join(', ')}`),
    ...find('I10', open.length > 0, `has ${open.length} refunds that nobody sent`),
  ]
}

function ownerless(
  collection: string,
  rows: { _id: string; order: string }[],
  orders: Order[],
  invariant: 'I4' | 'I5',
): Finding[] {
  const known = new Set(orders.map(({ _id }) => _id))
  return rows.flatMap(({ _id, order }) =>
    findingsOf(`${collection}/${_id}`)(invariant, !known.has(order), `belongs to no order`),
  )
}

function repeatedNumbers(orders: Order[]): Finding[] {
  const seen = new Set<string>()
  return orders.flatMap((order) => {
    const number = `${order.store} ${order.businessDay} ${order.pickupNumber}`
    const isRepeated = seen.has(number)
    seen.add(number)
    return findingsOf(`orders/${order._id}`)('numbers', isRepeated, `has the pickup number ${number} of another`)
  })
}

function countBy<Row>(rows: Row[], key: (row: Row) => string, value: (row: Row) => number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + value(row))
  return sums
}
