import {
  billDayOf,
  dayBefore,
  daysWithBills,
  instantsOf,
  type Movement,
  type Order,
  orderOfPayment,
  type PayChannelName,
  type ReconciliationRow,
  reconcile,
  reconciliationCsv,
} from '@yundian/domain'
import { _, type House, type PayChannel, readAll, recordPayment } from '@yundian/platform'

/** Days looked back for a bill that an earlier night did not get. */
const daysBack = 7

/** Ids asked for in one query. */
const idsAtOnce = 200

/** A platform keeps one bill for all ways to be paid through it; of cash there is none. */
const billOf: Record<PayChannelName, PayChannelName | undefined> = {
  wechat: 'wechat',
  wechatCode: 'wechat',
  wechatV3: 'wechatV3',
  alipay: 'alipay',
  alipayCode: 'alipay',
  cash: undefined,
}

/**
 * Compares the pay platform's bills with our ledger, a day once (R10). What was paid there and not here is fulfilled,
 * given back or put in suspense as if its notice came now; the rest is told to the owner. A bill that cannot be had is
 * tried again the next night.
 * @returns what was reconciled, such as `wechat:2026-05-06`
 */
export async function reconcileBills(house: House): Promise<string[]> {
  const bills = [house.pay, ...Object.values(house.counter ?? {})].filter(({ name }) => billOf[name] === name)
  const channels = new Map(bills.map((channel) => [channel.name, channel]))
  const reconciled = await Promise.all([...channels.values()].map((channel) => reconcileChannel(channel, house)))
  return reconciled.flat()
}

async function reconcileChannel(channel: PayChannel, house: House): Promise<string[]> {
  const { records, clock } = house
  const days = daysWithBills(clock.now(), daysBack)
  const idOf = (day: string) => `${channel.name}:${day}`
  const done = await records.reconciliations.find({ _id: _.in(days.map(idOf)) }, { fields: ['_id'] })
  const open = days.filter((day) => !done.some(({ _id }) => _id === idOf(day)))
  const reconciled: string[] = []
  for (const day of open) {
    try {
      await reconcileDay(day, channel, house)
      reconciled.push(idOf(day))
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', duty: 'reconcileBills', day, error: String(error) }))
    }
  }
  return reconciled
}

async function reconcileDay(day: string, channel: PayChannel, house: House): Promise<void> {
  const { records, clock } = house
  const [bill, dayEarlier, billedLongAgo] = await Promise.all([
    channel.dailyBill(day),
    channel.dailyBill(dayBefore(day)),
    learntFromBills(day, channel, house),
  ])
  const earlier = [...dayEarlier, ...billedLongAgo]
  const orders = await ordersOf(day, bill, house)
  const own = orders.filter(({ payment }) => billOf[payment?.channel ?? house.pay.name] === channel.name)
  const rows = reconcile(day, bill, earlier, own)
  const differences = rows.filter(({ verdict }) => verdict !== 'agrees')
  for (const row of differences) await settleDifference(day, row, channel, house)
  const sum = (kind: Movement['kind']) => bill.reduce((fen, line) => fen + (line.kind === kind ? line.fen : 0), 0)
  await records.reconciliations.put({
    _id: `${channel.name}:${day}`,
    channel: channel.name,
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

/** What we knew only from a bill was written on the night of its comparison, days after the day of that bill. */
async function learntFromBills(day: string, { name }: PayChannel, { records }: House): Promise<Movement[]> {
  const first = new Date(instantsOf(day).from.getTime() - (daysBack + 2) * 86_400_000)
  const before = await records.reconciliations.find(
    { channel: name, day: _.gte(billDayOf(first.getTime())).and(_.lt(day)) },
    { fields: ['differences'] },
  )
  return before.flatMap(({ differences }) => differences.filter(({ verdict }) => verdict === 'missing_here'))
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
  const named = [...new Set(bill.map(({ outTradeNo }) => orderOfPayment(outTradeNo)))].filter((id) => !found.has(id))
  for (let at = 0; at < named.length; at += idsAtOnce) {
    keep(await readAll(records.orders, { _id: _.in(named.slice(at, at + idsAtOnce)) }))
  }
  return [...found.values()]
}

async function settleDifference(day: string, row: ReconciliationRow, channel: PayChannel, house: House): Promise<void> {
  const { outTradeNo, transactionId, fen, kind, verdict } = row
  if (kind === 'payment' && verdict === 'missing_here') {
    await recordPayment({ outTradeNo, transactionId, totalFee: fen, channel: channel.name }, house)
  }
  const number = row.refundId ?? outTradeNo
  const text = `The bill of ${day} and our books differ in the ${kind} ${number} of ${fen} fen: ${verdict}`
  const at = new Date(house.clock.now())
  await house.records.alerts.add({
    _id: `bill:${kind}:${number}:${transactionId}:${verdict}`,
    kind: 'reconciliation',
    text,
    at,
  })
}
