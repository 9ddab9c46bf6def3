import { type Bill, isShareSettled } from '../bill/bill.ts'
import { billLines } from '../bill/priceBill.ts'
import { sumFen } from '../money.ts'
import type { Order } from '../order.ts'
import type { Sitting } from '../table/sitting.ts'
import { type Finding, findingsOf } from './finding.ts'

/**
 * Audits the bills of all parties: shares make the sum, the sum is what the orders on it cost, each order is on one bill,
 * and each share was paid once.
 * @param atRest true when nothing is in flight: then also that nobody left a table without paying all of it, and that no
 *   share is kept for a payment that came to nothing
 */
export function auditBills(sittings: readonly Sitting[], orders: readonly Order[], atRest: boolean): Finding[] {
  const byBill = groupBy(
    orders.filter(({ bill }) => bill !== undefined),
    ({ bill }) => bill ?? '',
  )
  const byId = new Map(orders.map((order) => [order._id, order]))
  const bills = sittings.flatMap((sitting) =>
    billsOf(sitting).map((bill) => ({ sitting, bill, isOver: bill.id !== sitting.bill?.id })),
  )
  const shareOf = new Map(
    bills.flatMap(({ bill }) => Object.entries(bill.shares).map(([key, share]) => [`${bill.id} ${key}`, share])),
  )
  return [
    ...bills.flatMap(({ sitting, bill, isOver }) => {
      const find = findingsOf(`sittings/${sitting._id}`)
      return [
        ...auditSum(bill, byBill.get(bill.id) ?? [], find),
        ...find(
          'bills',
          isOver && !Object.values(bill.shares).every(isShareSettled),
          `${bill.id} is over and not paid`,
        ),
        ...Object.entries(bill.shares).flatMap(([key, { paidAt, order, fen }]) => {
          const payer = byId.get(order ?? '')
          const isPaid = payer?.payment?.transactionId !== undefined && payer.totalFen === fen
          const isInVain = payer && ['cancelled', 'refunded'].includes(payer.status) && payer.owes.length === 0
          return [
            ...find('I6', paidAt !== undefined && !isPaid, `${bill.id} ${key} is paid, and ${order} is not`),
            ...find(
              'bills',
              atRest && paidAt === undefined && isInVain === true,
              `${bill.id} ${key} waits for ${order}, which is over`,
            ),
          ]
        }),
      ]
    }),
    ...orders.flatMap((order) => {
      const share = order.share && shareOf.get(`${order.share.bill} ${order.share.share}`)
      const isTaken = order.payment?.transactionId !== undefined && ['paid', 'closed'].includes(order.status)
      const lost = order.share !== undefined && isTaken && share?.order !== order._id
      return findingsOf(`orders/${order._id}`)('I6', lost, 'was paid for a share that somebody else has')
    }),
    ...(atRest ? unpaidAtRest(sittings, orders) : []),
  ]
}

function auditSum(bill: Bill, orders: Order[], find: ReturnType<typeof findingsOf>): Finding[] {
  if (bill.state === 'gathering') return []
  const { id, shares, steps, totalFen } = bill
  const cost = sumFen(billLines(orders).map(({ fen }) => fen)) + sumFen(steps.map(({ fen }) => fen))
  const inShares = sumFen(Object.values(shares).map(({ fen }) => fen))
  const claims = Object.values(shares).filter(({ order, writtenOff }) => order || writtenOff).length
  const missing = bill.orders.filter((order) => !orders.some(({ _id }) => _id === order))
  return [
    ...find('bills', inShares !== totalFen, `${id} has ${totalFen} fen, its shares ${inShares}`),
    ...find('bills', cost !== totalFen, `${id} has ${totalFen} fen, what was ordered costs ${cost}`),
    ...find('bills', claims !== bill.claims, `${id} counts ${bill.claims} claims instead of ${claims}`),
    ...find('bills', missing.length > 0 || orders.length > bill.orders.length, `${id} is not that of its orders`),
  ]
}

function unpaidAtRest(sittings: readonly Sitting[], orders: readonly Order[]): Finding[] {
  const over = new Set(sittings.flatMap(({ bills = [] }) => bills.map(({ id }) => id)))
  const closed = new Set(sittings.filter(({ status }) => status === 'closed').map(({ _id }) => _id))
  return orders.flatMap((order) => {
    const find = findingsOf(`orders/${order._id}`)
    const isSettled = order.bill !== undefined && over.has(order.bill)
    const isLeft = order.onBill && order.status !== 'voided' && closed.has(order.sitting ?? '') && !isSettled
    return [
      ...find('bills', (order.settledAt !== undefined) !== isSettled, 'says another thing than its bill'),
      ...find('bills', isLeft === true, `was eaten at table ${order.table}, which is closed, and is on no bill`),
    ]
  })
}

function billsOf({ bill, bills = [] }: Sitting): Bill[] {
  return bill ? [...bills, bill] : bills
}

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return groups
}
