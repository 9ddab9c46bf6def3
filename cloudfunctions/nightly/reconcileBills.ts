import {
  dayBefore,
  daysWithBills,
  instantsOf,
  type Movement,
  type Order,
  type ReconciliationRow,
  reconcile,
  reconciliationCsv,
} from '@yundian/domain'
import { _, type House, readAll, recordPayment } from '@yundian/platform'

/** Days looked back for a bill that an earlier night did not get. */
const daysBack = 7

/** Ids asked for in one query. */
const idsAtOnce = 200

/**
 * Compares the pay platform's bills with our ledger, a day once (R10). What was paid there and not here is fulfilled,
 * given back or put in suspense as if its notice came now; the rest is told to the owner. A bill that cannot be had is
 * tried again the next night.
 * @returns the days that were reconciled
 */
export async function reconcileBills(house: House): Promise<string[]> {
  const { records, clock, pay } = house
  const days = daysWithBills(clock.now(), daysBack)
  const idOf = (day: string) => `${pay.name}:${day}`
  const done = await records.reconciliations.find({ _id: _.in(days.map(idOf)) }, { fields: ['_id'] })
  const open = days.filter((day) => !done.some(({ _id }) => _id === idOf(day)))
  const reconciled: string[] = []
  for (const day of open) {
    try {
      await reconcileDay(day, idOf(day), house)
      reconciled.push(day)
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', duty: 'reconcileBills', day, error: String(error) }))
    }
  }
  return reconciled
}

async function reconcileDay(day: string, _id: string, house: House): Promise<void> {
  const { records, clock, pay } = house
  const [bill, earlier] = await Promise.all([pay.dailyBill(day), pay.dailyBill(dayBefore(day))])
  const rows = reconcile(day, bill, earlier, await ordersOf(day, bill, house))
  const differences = rows.filter(({ verdict }) => verdict !== 'agrees')
  for (const row of differences) await settleDifference(day, row, house)
  const sum = (kind: Movement['kind']) => bill.reduce((fen, line) => fen + (line.kind === kind ? line.fen : 0), 0)
  await records.reconciliations.put({
    _id,
    channel: pay.name,
    day,
    counts: Object.fromEntries(
      [...new Set(rows.map(({ verdict }) => verdict))].map((verdict) => [
        verdict,
        rows.filter((row) => row.verdict === verdict).length,
      ]),
    ),
    paidFen: sum('payment'),
    refundedFen: sum('refund'),
    differences,
    csv: reconciliationCsv(rows),
    madeAt: new Date(clock.now()),
  })
}

/** The orders that the bill names, and those that moved money on the day by our own books. */
async function ordersOf(day: string, bill: Movement[], { records }: House): Promise<Order[]> {
  const { from, until } = instantsOf(day)
  const found = new Map<string, Order>()
  const keep = (orders: Order[]) => {
    for (const order of orders) found.set(order._id, order)
  }
  keep(await readAll(records.orders, { 'payment.paidAt': _.gte(from).and(_.lt(until)) }))
  keep(await readAll(records.orders, { refundDays: day }))
  const named = [...new Set(bill.map(({ outTradeNo }) => outTradeNo))].filter((id) => !found.has(id))
  for (let at = 0; at < named.length; at += idsAtOnce) {
    keep(await readAll(records.orders, { _id: _.in(named.slice(at, at + idsAtOnce)) }))
  }
  return [...found.values()]
}

async function settleDifference(day: string, row: ReconciliationRow, house: House): Promise<void> {
  const { outTradeNo, transactionId, fen, kind, verdict } = row
  if (kind === 'payment' && verdict === 'missing_here') {
    await recordPayment({ outTradeNo, transactionId, totalFee: fen }, house)
  }
  const number = row.refundId ?? outTradeNo
  const text = `The bill of ${day} and our books differ in the ${kind} ${number} of ${fen} fen: ${verdict}`
  const at = new Date(house.clock.now())
  await house.records.alerts.add({ _id: `bill:${kind}:${number}:${transactionId}`, kind: 'reconciliation', text, at })
}
