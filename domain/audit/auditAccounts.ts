import type { Account } from '../account/account.ts'
import { partsPaid } from '../account/partPayments.ts'
import type { Order } from '../order.ts'
import type { Effect } from '../orderLife.ts'
import { type Finding, findingsOf } from './finding.ts'

/** The ledgers that a diner can pay from, and what is put aside of them. */
export interface AccountLedger {
  orders: Order[]
  pointEntries: { _id: string; order: string; points: number; diner?: string; kind?: string }[]
  valueEntries?: { _id: string; order: string; diner: string; kind: string; fen: number }[]
  accounts?: Account[]
}

/** What the rows of one order say that it was paid with, and what of that came back. */
interface Used {
  points: number
  valueFen: number
}

/**
 * Audits points and stored value (I4): each order took from the ledgers what it was paid with, once, and gave back what its
 * refunds say; what an unpaid order is to be paid with is held; and no more was used than there was.
 * @param atRest also: nothing is held for an order that is over
 */
export function auditAccounts(ledger: AccountLedger, atRest: boolean): Finding[] {
  const { orders, accounts = [] } = ledger
  const spent = usedBy(ledger, 'spend', -1)
  const back = usedBy(ledger, 'back', 1)
  const held = new Map(accounts.flatMap((account) => Object.entries(account.held)))
  const byId = new Map(orders.map((order) => [order._id, order]))
  return [
    ...orders.flatMap((order) => auditUse(order, spent.get(order._id), back.get(order._id), held.get(order._id)?.name)),
    ...accounts.flatMap((account) => auditHolds(account, byId, atRest)),
    ...overdrawn(ledger),
  ]
}

function auditUse(order: Order, spent: Used | undefined, back: Used | undefined, hold: string | undefined): Finding[] {
  const find = findingsOf(`orders/${order._id}`)
  const owes = (effect: Effect) => order.owes.includes(effect)
  const parts = partsPaid(order)
  const due = { points: parts?.points ?? 0, valueFen: parts?.valueFen ?? 0 }
  const refunds = Object.values(order.refunds ?? {}).map((refund) => refund.parts)
  const dueBack = {
    points: refunds.reduce((sum, of) => sum + (of?.points ?? 0), 0),
    valueFen: refunds.reduce((sum, of) => sum + (of?.valueFen ?? 0), 0),
  }
  const isUnheld = order.status === 'placed' && order.parts !== undefined && hold !== order.parts.hold
  return [
    ...find(
      'I4',
      isOff(spent, due) && !(owes('parts') && !isMore(spent, due)),
      `used ${words(spent)} instead of ${words(due)}`,
    ),
    ...find(
      'I4',
      isOff(back, dueBack) && !(owes('giveBackParts') && !isMore(back, dueBack)),
      `gave back ${words(back)} instead of ${words(dueBack)}`,
    ),
    ...find('I4', isUnheld, 'is to be paid with what nobody holds for it'),
  ]
}

function auditHolds({ _id, held }: Account, orders: Map<string, Order>, atRest: boolean): Finding[] {
  const find = findingsOf(`accounts/${_id}`)
  return Object.entries(held).flatMap(([id, { name }]) => {
    const order = orders.get(id)
    const isUsed = order?.status === 'placed' && order.parts?.hold === name
    return find('I4', atRest && !isUsed, `holds something for ${id}, which does not use it`)
  })
}

/** Points that were taken back with their money may leave less than nothing; what diners used themselves may not. */
function overdrawn({ pointEntries, valueEntries = [], accounts = [] }: AccountLedger): Finding[] {
  const left = new Map<string, Used>()
  const add = (diner: string | undefined, points: number, valueFen: number) => {
    if (diner === undefined) return
    const sum = left.get(diner) ?? { points: 0, valueFen: 0 }
    left.set(diner, { points: sum.points + points, valueFen: sum.valueFen + valueFen })
  }
  for (const { diner, kind, points } of pointEntries) add(diner, kind === 'refund' ? 0 : points, 0)
  for (const { diner, fen } of valueEntries) add(diner, 0, fen)
  for (const { _id, held } of accounts) for (const hold of Object.values(held)) add(_id, 0, -hold.valueFen)
  return [...left].flatMap(([diner, { points, valueFen }]) =>
    findingsOf(`accounts/${diner}`)(
      'I4',
      points < 0 || valueFen < 0,
      `used more than there was: ${points}, ${valueFen} fen left`,
    ),
  )
}

function usedBy({ pointEntries, valueEntries = [] }: AccountLedger, kind: string, sign: 1 | -1): Map<string, Used> {
  const sums = new Map<string, Used>()
  const add = (order: string, points: number, valueFen: number) => {
    const sum = sums.get(order) ?? { points: 0, valueFen: 0 }
    sums.set(order, { points: sum.points + points, valueFen: sum.valueFen + valueFen })
  }
  for (const row of pointEntries) if (row.kind === kind) add(row.order, sign * row.points, 0)
  for (const row of valueEntries) if (row.kind === kind) add(row.order, 0, sign * row.fen)
  return sums
}

const none: Used = { points: 0, valueFen: 0 }
const isOff = (said: Used = none, due: Used): boolean => said.points !== due.points || said.valueFen !== due.valueFen
const isMore = (said: Used = none, due: Used): boolean => said.points > due.points || said.valueFen > due.valueFen
const words = ({ points, valueFen }: Used = none): string => `${points} points and ${valueFen} fen`
