import type { Board, Order } from '@yundian/domain'
import type { Database } from '@yundian/emulator'

const paidOrLater = ['paid', 'cooking', 'ready', 'served', 'closed']

/**
 * Looks for broken invariants in a database at rest (nothing owed, nothing in flight).
 * @returns one line for each thing that is wrong, beginning with the invariant (I1 to I6, I8, I10) or the number that was given twice
 */
export async function brokenInvariants(
  database: Database,
  platform: { outTradeNo: string; state: string; totalFee: number }[],
) {
  const all = async <Doc>(name: string) => (await database.find(name, {}, { limit: 1_000_000 })) as unknown as Doc[]
  const orders = await all<Order>('orders')
  const boards = await all<Board>('boards')
  const tickets = await all<{ _id: string; order: string }>('tickets')
  const points = await all<{ _id: string; order: string; points: number }>('pointEntries')
  return [
    ...moneyAgrees(orders, platform),
    ...boards.flatMap((board) => stockAgrees(board, orders)),
    ...onePerPaidOrder(
      'I4',
      orders.filter((order) => order.points > 0),
      points,
    ),
    ...pointsAgree(orders, points),
    ...onePerPaidOrder('I5', orders, tickets),
    ...orders.filter((order) => order.owes.length > 0).map((order) => `I10 ${order._id} owes ${order.owes.join()}`),
    ...repeated(orders.map((order) => `pickup number ${order.store} ${order.businessDay} ${order.pickupNumber}`)),
  ]
}

function isPaid(order: Order): boolean {
  return paidOrLater.includes(order.status)
}

/** I1, I6, I8: what the platform took is exactly what our paid orders say, one payment an order. */
function moneyAgrees(orders: Order[], platform: { outTradeNo: string; state: string; totalFee: number }[]): string[] {
  const taken = new Map(
    platform.filter(({ state }) => state === 'SUCCESS').map((pay) => [pay.outTradeNo, pay.totalFee]),
  )
  const wrong = orders.flatMap((order) => {
    const fen = taken.get(order._id)
    taken.delete(order._id)
    if (isPaid(order) && fen !== order.totalFen)
      return [`I1 order ${order._id} is ${order.status}, platform took ${fen}`]
    if (isPaid(order) && order.payment?.paidFen !== order.totalFen) return [`I1 order ${order._id} lacks its payment`]
    if (!isPaid(order) && fen !== undefined) return [`I6 order ${order._id} is ${order.status}, platform took ${fen}`]
    return []
  })
  return [...wrong, ...[...taken.keys()].map((id) => `I8 payment ${id} has no order`)]
}

/** I2, I3: portions left, held and sold are all that was received; holds are those of unpaid orders, no more, no fewer. */
function stockAgrees(board: Board, orders: Order[]): string[] {
  const own = orders.filter((order) => order.store === board._id)
  const wrong = Object.entries(board.received).flatMap(([sku, received]) => {
    const held = Object.values(board.holds).reduce((sum, hold) => sum + (hold.lines[sku] ?? 0), 0)
    const sold = own.filter(isPaid).reduce((sum, order) => sum + (order.demand[sku] ?? 0), 0)
    const left = board.left[sku] ?? 0
    return [
      ...(left < 0 ? [`I2 ${sku}: ${left} left`] : []),
      ...(left + held + (board.sold[sku] ?? 0) !== received
        ? [`I2 ${sku}: ${left} left + ${held} held + ${board.sold[sku] ?? 0} sold is not ${received}`]
        : []),
      ...(sold !== (board.sold[sku] ?? 0) ? [`I3 ${sku}: orders sold ${sold}, the board ${board.sold[sku] ?? 0}`] : []),
    ]
  })
  const unpaid = new Set(own.filter((order) => order.status === 'placed').map((order) => order._id))
  const stray = Object.keys(board.holds).filter((id) => !unpaid.has(id))
  const missing = [...unpaid].filter((id) => !(id in board.holds))
  return [...wrong, ...stray.map((id) => `I3 hold of ${id} is stray`), ...missing.map((id) => `I3 ${id} holds nothing`)]
}

function onePerPaidOrder(name: string, orders: Order[], rows: { _id: string; order: string }[]): string[] {
  const paid = new Set(orders.filter(isPaid).map((order) => order._id))
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.order, (counts.get(row.order) ?? 0) + 1)
  return [
    ...[...paid].filter((id) => counts.get(id) !== 1).map((id) => `${name} order ${id} has ${counts.get(id) ?? 0}`),
    ...[...counts.keys()].filter((id) => !paid.has(id)).map((id) => `${name} ${id} is not paid`),
  ]
}

function pointsAgree(orders: Order[], entries: { order: string; points: number }[]): string[] {
  const owed = new Map(orders.map((order) => [order._id, order.points]))
  return entries
    .filter((entry) => owed.get(entry.order) !== entry.points)
    .map((entry) => `I4 order ${entry.order} earned ${entry.points}`)
}

function repeated(keys: string[]): string[] {
  const seen = new Set<string>()
  return keys.filter((key) => seen.has(key) || !seen.add(key))
}
