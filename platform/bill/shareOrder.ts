import { linesOfShare, type Order, pointsFor, type Sitting, sumFen } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import type { ShareRef } from './claimShare.ts'
import { shareOf } from './claimShare.ts'
import { ordersOn } from './fixBill.ts'
import { fixedPrice } from './priceParty.ts'

/** Who pays at the counter without having shown who he is: he earns no points. */
const somebody = 'counter'

/**
 * The payment of a claimed share as an order of its own, so that channels, notices, refunds, reconciliation and audit treat
 * it like any other; it holds nothing of the board and goes to no kitchen. Made again, it is the one that was made first.
 * @param status `cancelled` when the payment is given up before the order was ever written
 */
export async function writeShareOrder(
  host: Sitting,
  ref: ShareRef,
  status: 'placed' | 'cancelled',
  house: House,
): Promise<Order> {
  const { records } = house
  const { order: id } = shareOf(host, ref)
  if (id === undefined) throw new Error(`nobody pays share ${ref.share} of ${ref.bill}`)
  const earlier = await records.orders.get(id)
  if (earlier) return earlier
  const order = { ...(await compose(host, ref, id, house)), status }
  return (await records.orders.add(order)) === 'added' ? order : writeShareOrder(host, ref, status, house)
}

async function compose(host: Sitting, ref: ShareRef, id: string, house: House): Promise<Order> {
  const { records, clock, menus } = house
  const share = shareOf(host, ref)
  const [onBill, board] = await Promise.all([
    ordersOn(ref.bill, house),
    // A number of the day, since no two payments of a day have the same.
    records.boards.updateAndReturn({ _id: host.store }, { lastNumber: _.inc(1) }),
  ])
  const menuVersion = Math.max(...onBill.map((order) => order.menuVersion))
  const menu = await menus.take(host.store, menuVersion)
  if (!board || !menu || !host.bill) throw new Error(`the board or menu ${menuVersion} of ${host.store} is missing`)
  const shares = Object.entries(host.bill.shares)
  const at = shares.findIndex(([key]) => key === ref.share)
  const bill = fixedPrice(host.bill, onBill)
  const lines = linesOfShare(
    bill,
    shares.map(([, each]) => each),
    at,
  ).map(({ order: _order, line: _line, ...line }) => line)
  const rest = share.fen - sumFen(lines.map(({ fen }) => fen))
  const pointsPerYuan = share.payer === undefined ? 0 : menu.store.pointsPerYuan
  const now = clock.now()
  return {
    _id: id,
    store: host.store,
    diner: share.payer ?? somebody,
    requestDigest: ref.bill,
    attempt: id,
    menuVersion,
    businessDay: board.businessDay,
    pickupNumber: board.lastNumber,
    mode: 'dineIn',
    table: host.table,
    share: ref,
    lines,
    steps: shares.length === 1 ? bill.steps : rest === 0 ? [] : [{ kind: 'share', name: '分摊', fen: rest }],
    demand: {},
    totalFen: share.fen,
    refundedFen: 0,
    points: pointsFor(share.fen, pointsPerYuan),
    pointsPerYuan,
    status: 'placed',
    owes: [],
    placedAt: new Date(now),
    holdUntil: new Date(now + menu.store.holdMinutes * 60_000),
  }
}
