import type { Board, BookedStock } from '../board.ts'
import type { Order } from '../order.ts'
import { ingredientOf, ingredientSku } from '../stock/sku.ts'
import { wasMade } from './auditOrder.ts'
import { type Finding, findingsOf } from './finding.ts'

/** Audits one board by itself, at any time: nothing below zero, and left + held + sold = received for each dish (I2). */
export function auditBoard(board: Board): Finding[] {
  const find = findingsOf(`boards/${board._id}`)
  return Object.entries(board.received).flatMap(([sku, received]) => {
    const left = board.left[sku] ?? 0
    const sold = board.sold[sku] ?? 0
    const held = Object.values(board.holds).reduce((sum, hold) => sum + (hold.lines[sku] ?? 0), 0)
    return [
      ...find('I2', left < 0 || sold < 0, `${sku}: ${left} left, ${sold} sold`, sku),
      ...find(
        'I2',
        left + held + sold !== received,
        `${sku}: ${left} left + ${held} held + ${sold} sold ≠ ${received}`,
        sku,
      ),
    ]
  })
}

/** Audits a board at rest beside all orders of its store: holds are those of unpaid orders, and what is sold was ordered (I3). */
export function auditStock(board: Board, orders: readonly Order[], entries: readonly StockMove[] = []): Finding[] {
  const find = findingsOf(`boards/${board._id}`)
  const sold: Record<string, number> = {}
  for (const order of orders.filter(wasMade)) {
    addTo(sold, order.demand, 1)
    for (const refund of Object.values(order.refunds ?? {})) addTo(sold, refund.restock, -1)
    for (const taken of Object.values(order.voids ?? {})) addTo(sold, taken.restock, -1)
  }
  const unpaid = new Set(orders.filter(({ status, share }) => status === 'placed' && !share).map(({ _id }) => _id))
  return [
    ...Object.keys(board.received).flatMap((sku) => {
      const [ordered, ofBoard] = [sold[sku] ?? 0, board.sold[sku] ?? 0]
      return find('I3', ordered !== ofBoard, `${sku}: orders sold ${ordered}, the board ${ofBoard}`)
    }),
    ...auditIngredients(board, entries),
    ...auditOpenOrders(board, orders),
    ...Object.keys(board.holds).flatMap((id) => find('I3', !unpaid.has(id), `the hold of ${id} is stray`)),
    ...[...unpaid].flatMap((id) => find('I3', !(id in board.holds), `${id} holds nothing`)),
  ]
}

/** What the stock ledger moved. */
export type StockMove = Pick<BookedStock, '_id' | 'ingredient' | 'quantity'>

/** What came in of an ingredient is what its ledger says, marks of the board that have no row yet included (I2). */
function auditIngredients({ _id, received, booked = {} }: Board, entries: readonly StockMove[]): Finding[] {
  const find = findingsOf(`boards/${_id}`)
  const moves = new Map([...Object.values(booked), ...entries].map((move) => [move._id, move]))
  const sums: Record<string, number> = {}
  for (const { ingredient, quantity } of moves.values()) addTo(sums, { [ingredientSku(ingredient)]: quantity }, 1)
  const skus = [...Object.keys(sums), ...Object.keys(received).filter((sku) => ingredientOf(sku) !== undefined)]
  return [...new Set(skus)].flatMap((sku) => {
    const [ledger, onBoard] = [sums[sku] ?? 0, received[sku] ?? 0]
    return find('I2', ledger !== onBoard, `${sku}: the stock ledger makes ${ledger}, the board has ${onBoard}`, sku)
  })
}

/** Each diner's counter of unpaid orders is that of the holds which claim it (A15). */
function auditOpenOrders({ _id, openOrders = {}, holds }: Board, orders: readonly Order[]): Finding[] {
  const find = findingsOf(`boards/${_id}`)
  const held = orders.filter((order) => order._id in holds)
  const claimed: Record<string, number> = {}
  for (const { claims = [] } of held) {
    for (const { path, by } of claims) if (path.startsWith('openOrders.')) addTo(claimed, { [path.slice(11)]: by }, 1)
  }
  return Object.keys(openOrders).flatMap((key) => {
    const [counted, right] = [openOrders[key] ?? 0, claimed[key] ?? 0]
    return find('I3', counted !== right, `counts ${counted} unpaid orders of ${key}, who has ${right}`)
  })
}

function addTo(sums: Record<string, number>, portions: Record<string, number>, sign: 1 | -1): void {
  for (const [sku, quantity] of Object.entries(portions)) sums[sku] = (sums[sku] ?? 0) + sign * quantity
}
