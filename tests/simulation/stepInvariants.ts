import {
  auditBoard,
  auditPayment,
  type Board,
  type Finding,
  mayMove,
  type Order,
  outRefundNo,
  type Refund,
  wasPaidInTime,
} from '@yundian/domain'
import type { Change } from '@yundian/emulator'
import type { TakenMoney } from './money.ts'

/** The board at the moment when an attempt to order took its portions. */
export interface BoardThen {
  menuVersion: number
  off: string[]
}

export interface StepView {
  /** Whether a diner asked for an order with this id. */
  asked: (id: string) => boolean
  boardAt: (attempt: string) => BoardThen | undefined
  order: (id: string) => Order | undefined
  /** The money that the order names, or that came for it; undefined when nobody took any. */
  taken: (order: Order) => TakenMoney | undefined
}

/** What must hold after every single change of the database. @returns what this change broke */
export function brokenBy(change: Change, view: StepView): string[] {
  const { collection, kind, id } = change
  const doc: unknown = change.doc
  const before: unknown = change.before
  if (kind === 'delete') return [`${collection}/${id} was deleted`]
  if (collection === 'orders') return brokenOrder(doc as Order, before as Order | undefined, view)
  if (collection === 'boards') return brokenBoard(doc as Board, before as Board | undefined)
  const isRow = collection === 'tickets' || collection === 'pointEntries'
  if ((isRow || collection === 'menus') && before) return [`I4 I5 ${collection}/${id} was changed`]
  return isRow ? brokenRow(String(id), doc as Row, view) : []
}

const textOf = ({ invariant, document, text }: Finding) => `${invariant} ${document} ${text}`

const fixed = ['store', 'diner', 'requestDigest', 'businessDay', 'pickupNumber', 'totalFen', 'menuVersion'] as const

function brokenOrder(order: Order, before: Order | undefined, view: StepView): string[] {
  const { _id: id, status, payment } = order
  const taken = view.taken(order)
  const wrong = auditPayment(order).map(textOf)
  if (payment?.transactionId && payment.transactionId !== taken?.transactionId) {
    wrong.push(`I6 order ${id} names payment ${payment.transactionId}, the platform ${taken?.transactionId}`)
  }
  if (payment?.transactionId && payment.paidFen !== taken?.totalFee) {
    wrong.push(`I1 order ${id} took ${payment.paidFen}, the platform ${taken?.totalFee}`)
  }
  for (const [number, refund] of Object.entries(order.refunds ?? {})) {
    const sentFen = taken?.refunds.get(outRefundNo(id, number))
    if (refund.state !== 'granted' && sentFen !== refund.fen) {
      wrong.push(`R18 refund ${number} of ${id} is ${refund.state} with ${refund.fen}, the platform has ${sentFen}`)
    }
  }
  if (!before) return [...wrong, ...brokenBeginning(order, view)]
  if (before.status !== status && !mayMove(before.status, status)) {
    wrong.push(`I7 order ${id} moved from ${before.status} to ${status}`)
  }
  for (const field of fixed) if (before[field] !== order[field]) wrong.push(`order ${id} changed its ${field}`)
  if (before.payment?.transactionId && before.payment.transactionId !== payment?.transactionId) {
    wrong.push(`I8 order ${id} changed its payment`)
  }
  return [...wrong, ...brokenRefunds(order, before)]
}

/** An order is one that a diner asked for, at the prices that were in force, and of nothing that was switched off. */
function brokenBeginning({ _id: id, status, onBill, attempt, menuVersion, lines }: Order, view: StepView): string[] {
  const board = view.boardAt(attempt)
  const dishes = lines.flatMap((line) => [line.dish, ...line.choices.map((choice) => choice.dish)])
  const off = dishes.filter((dish) => board?.off.includes(dish))
  return [
    ...(status === (onBill ? 'billed' : 'placed') ? [] : [`I7 order ${id} begins as ${status}`]),
    ...(view.asked(id) ? [] : [`A6 nobody asked for order ${id}`]),
    ...(board?.menuVersion === menuVersion ? [] : [`order ${id} has the prices of menu ${menuVersion}`]),
    ...off.map((dish) => `order ${id} sells ${dish}, which is switched off`),
  ]
}

/** A granted refund stays what it is, and one that is done stays done. */
function brokenRefunds(order: Order, before: Order): string[] {
  const keys = Object.values(order.refunds ?? {}).map(({ requestKey }) => requestKey)
  if (new Set(keys).size !== keys.length) return [`A17 order ${order._id} grants one request twice`]
  return Object.entries(before.refunds ?? {}).flatMap(([number, old]) => {
    const young: Refund | undefined = order.refunds?.[number]
    if (young?.fen !== old.fen || young.points !== old.points) return [`I1 refund ${number} of ${order._id} changed`]
    if (old.state === 'done' && young.state !== 'done')
      return [`I7 refund ${number} of ${order._id} is ${young.state} again`]
    return []
  })
}

function brokenBoard(board: Board, before: Board | undefined): string[] {
  const wrong = auditBoard(board).map(textOf)
  if (!before) return wrong
  if (board.menuVersion < before.menuVersion) wrong.push(`board ${board._id} went back to menu ${board.menuVersion}`)
  if (board.businessDay < before.businessDay) wrong.push(`board ${board._id} went back to ${board.businessDay}`)
  if (board.businessDay === before.businessDay && board.lastNumber < before.lastNumber) {
    wrong.push(`board ${board._id} counts pickup numbers back to ${board.lastNumber}`)
  }
  return wrong
}

interface Row {
  order: string
  kind?: 'earn' | 'refund'
  points?: number
}

/** A ticket, or a row of the points ledger: only for an order that was paid in time. */
function brokenRow(id: string, row: Row, view: StepView): string[] {
  const name = row.kind === undefined ? 'I5 ticket' : 'I4 points'
  const order = view.order(row.order)
  if (!order) return [`${name} ${id}: there is no order ${row.order}`]
  if (!wasPaidInTime(order)) return [`${name} ${id}: order ${row.order} is ${order.status}`]
  if (row.kind === 'earn' && row.points !== order.points) return [`I4 ${id}: ${row.points} points, not ${order.points}`]
  return []
}
