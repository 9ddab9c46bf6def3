import type { Account } from '../account/account.ts'
import type { Board } from '../board.ts'
import type { Menu } from '../menu.ts'
import type { Order } from '../order.ts'
import { stockView } from '../stock/stockView.ts'
import type { Sitting } from '../table/sitting.ts'
import { auditAccounts } from './auditAccounts.ts'
import { auditBills } from './auditBills.ts'
import { auditBoard, auditStock, type StockMove } from './auditBoard.ts'
import { auditOrder } from './auditOrder.ts'
import { auditPlatform, type PlatformPayment } from './auditPlatform.ts'
import { auditReport, type WrittenReport } from './auditReport.ts'
import { auditServing } from './auditServing.ts'
import { auditTables } from './auditTables.ts'
import { type Finding, findingsOf } from './finding.ts'

/** Everything that the house has written down, and what the pay platform says, if it was asked. */
export interface Ledger {
  orders: Order[]
  boards: Board[]
  sittings: Sitting[]
  tickets: { _id: string; order: string }[]
  /** What open menus are told, by store, and the menus by which that is to be read. */
  shelves?: Shelf[]
  menus?: { store: string; version: number; menu: Menu }[]
  stockEntries?: (StockMove & { store: string })[]
  suspense: { outTradeNo: string; transactionId: string }[]
  pointEntries: { _id: string; order: string; points: number; diner?: string; kind?: string }[]
  accounts?: Account[]
  valueEntries?: { _id: string; order: string; diner: string; kind: string; fen: number }[]
  reports: WrittenReport[]
  timeZones: Map<string, string>
  payments?: PlatformPayment[]
}

/**
 * Audits a whole ledger (I1 to I8, I11, that no pickup number was given twice, and the bills of tables).
 * @param atRest true when nothing is in flight and the timers have run: then also what is only true between the acts (I3, I10)
 */
export function auditLedger(ledger: Ledger, atRest: boolean): Finding[] {
  const { orders, boards } = ledger
  const tickets = countBy(
    ledger.tickets,
    ({ order }) => order,
    () => 1,
  )
  // What an order was paid with stands in the same ledger as what it earned.
  const points = countBy(
    ledger.pointEntries.filter(({ kind }) => kind !== 'spend' && kind !== 'back'),
    ({ order }) => order,
    (entry) => entry.points,
  )
  const suspended = new Set(ledger.suspense.map(({ outTradeNo, transactionId }) => `${outTradeNo}:${transactionId}`))
  return [
    ...orders.flatMap((order) =>
      auditOrder(order, { tickets: tickets.get(order._id) ?? 0, points: points.get(order._id) ?? 0 }),
    ),
    ...boards.flatMap(auditBoard),
    ...ownerless('tickets', ledger.tickets, orders, 'I5'),
    ...ownerless('pointEntries', ledger.pointEntries, orders, 'I4'),
    ...auditAccounts(ledger, atRest),
    ...repeatedNumbers(orders),
    ...auditBills(ledger.sittings, orders, atRest),
    ...auditTables(ledger.sittings, orders, atRest),
    ...ledger.reports.flatMap((report) => auditReport(report, orders, ledger.timeZones.get(report.store) ?? 'UTC')),
    ...(atRest
      ? boards.flatMap((board) => {
          const own = orders.filter(({ store }) => store === board._id)
          const entries = (ledger.stockEntries ?? []).filter(({ store }) => store === board._id)
          return [...auditStock(board, own, entries), ...auditServing(board, own)]
        })
      : []),
    ...(atRest ? orders.flatMap(owing) : []),
    ...(atRest ? (ledger.shelves ?? []).flatMap((shelf) => auditShelf(shelf, ledger)) : []),
    ...(atRest && ledger.payments ? auditPlatform(orders, ledger.payments, suspended) : []),
  ]
}

interface Shelf {
  _id: string
  menuVersion: number
  off: string[]
  few: Record<string, number>
}

/** At rest open menus are told no more than the board has, of what is counted and of what ingredients are enough for. */
function auditShelf({ _id, menuVersion, off, few }: Shelf, { boards, menus = [] }: Ledger): Finding[] {
  const find = findingsOf(`shelves/${_id}`)
  const board = boards.find((candidate) => candidate._id === _id)
  const offAtBoard = Object.keys(board?.off ?? {}).sort()
  const inForce = menus.find(({ store, version }) => store === _id && version === board?.menuVersion)
  const there = board && inForce ? stockView(board, inForce.menu).left : few
  return [
    ...find('I10', board?.menuVersion !== menuVersion, `shows menu ${menuVersion}, in force is ${board?.menuVersion}`),
    ...find('I10', off.join() !== offAtBoard.join(), `says that ${off.join()} are off, the board ${offAtBoard.join()}`),
    ...Object.entries(few).flatMap(([sku, shown]) => {
      const right = there[sku] ?? shown
      return find('I10', shown > right, `shows ${shown} of ${sku}, there are ${right}`, sku)
    }),
  ]
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
