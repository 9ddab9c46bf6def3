import {
  type Bill,
  type BillPrice,
  type BillSplit,
  isBillSettled,
  type Order,
  Refusal,
  type Sitting,
  splitBill,
} from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { sendBatches } from '../tables/sendBatches.ts'
import { finishBill } from './finishBill.ts'
import { freeOrders, type Party, readParty } from './party.ts'
import { priceParty } from './priceParty.ts'

/** Each try after the first follows a change of the table between two round trips; a tenth in a row is a bug. */
const mostTries = 10

/**
 * Fixes what a party has to pay, and how it is divided. The bill is made in three writes: it is named on the sitting, its
 * orders are marked with the name, so that nothing can be taken off them any more, and the sum of what is marked is written
 * down. A bill whose making stopped half way is thrown away by the next; nobody paid any of it.
 * @param expectedFen what the screen showed
 * @returns the host with the bill; without one when nothing had to be paid
 * @throws Refusal nothing_to_pay, bill_being_paid, total_changed, bad_input
 */
export async function fixBill(party: Party, split: BillSplit, expectedFen: number, house: House): Promise<Sitting> {
  let seen: Party | undefined = party
  for (let tries = 0; tries < mostTries && seen; tries++) {
    const fixed = await tryToFix(seen, split, expectedFen, house)
    if (fixed) return isBillSettled(fixed.bill as Bill) ? ((await finishBill(fixed, house)) ?? fixed) : fixed
    seen = await readParty(party.host._id, house)
  }
  throw new Error(`the bill of ${party.host._id} could not be fixed in ${mostTries} tries`)
}

async function tryToFix(
  party: Party,
  split: BillSplit,
  expectedFen: number,
  house: House,
): Promise<Sitting | undefined> {
  const { host, sittings } = party
  if (host.status !== 'open') throw new Refusal('sitting_closed', { sitting: host._id })
  if (host.bill && !(await discardBill(host, house))) return undefined
  const orders = await freeOrders({ ...party, host: { ...host, bill: undefined } }, house)
  if (orders.length === 0) throw new Refusal('nothing_to_pay', { sitting: host._id })
  for (const sitting of sittings) if (Object.keys(sitting.outbox).length > 0) await sendBatches(sitting, house)
  const named = await nameBill(host, house)
  if (!named) return undefined
  const marked = await markOrders(named.id, orders, sittings, house)
  const price = await priceParty(marked, sittings, house)
  const wrong = price.totalFen === expectedFen ? undefined : { totalFen: price.totalFen, expectedFen }
  const shares = wrong ? {} : sharesOrDiscard(price, split)
  if (wrong || shares instanceof Refusal) {
    await discardBill({ ...host, bill: named }, house)
    throw wrong ? new Refusal('total_changed', wrong) : shares
  }
  return openBill(host, { ...named, ...fieldsOf(price), orders: marked.map(({ _id }) => _id), shares }, house)
}

function sharesOrDiscard(price: BillPrice, split: BillSplit): Bill['shares'] | Refusal {
  try {
    return splitBill(price, split)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function fieldsOf({ steps, totalFen, lines }: BillPrice): Pick<Bill, 'steps' | 'totalFen' | 'savings'> {
  const savings = lines.flatMap(({ order, line, offFen }) => (offFen > 0 ? [{ order, line, fen: offFen }] : []))
  return { steps, totalFen, savings }
}

/** @returns undefined when the party changed in this moment */
async function nameBill({ _id, round }: Sitting, { records, clock, makeId }: House): Promise<Bill | undefined> {
  const bill: Bill = {
    id: `${_id}-${makeId()}`,
    state: 'gathering',
    openedAt: new Date(clock.now()),
    round,
    orders: [],
    steps: [],
    totalFen: 0,
    savings: [],
    shares: {},
    claims: 0,
  }
  const unbilled = { _id, status: 'open', round, bill: _.exists(false) }
  return (await records.sittings.update(unbilled, { bill: _.set(bill) })) === 1 ? bill : undefined
}

/** @returns the orders that are on the bill now, as they stay */
async function markOrders(id: string, orders: Order[], sittings: Sitting[], { records }: House): Promise<Order[]> {
  const marks = [...new Set(orders.flatMap(({ bill }) => (bill === undefined ? [] : [bill])))]
  await records.orders.update(
    {
      _id: _.in(orders.map(({ _id }) => _id)),
      sitting: _.in(sittings.map(({ _id }) => _id)),
      status: _.neq('voided'),
      settledAt: _.exists(false),
      bill: marks.length > 0 ? _.or(_.exists(false), _.in(marks)) : _.exists(false),
    },
    { bill: id },
  )
  return ordersOn(id, { records })
}

/** The orders that bear the name of a bill, the oldest first. */
export async function ordersOn(id: string, { records }: Pick<House, 'records'>): Promise<Order[]> {
  return records.orders.find({ bill: id }, { orderBy: [{ field: 'placedAt', direction: 'asc' }], limit: 1000 })
}

async function openBill({ _id }: Sitting, bill: Bill, { records }: House): Promise<Sitting | undefined> {
  return records.sittings.updateAndReturn(
    { _id, 'bill.id': bill.id, 'bill.state': 'gathering' },
    { bill: _.set({ ...bill, state: 'open' }) },
  )
}

/**
 * Throws a bill away of which nobody began to pay anything: its orders are free again.
 * @returns whether it is gone
 * @throws Refusal bill_being_paid
 */
export async function discardBill({ _id, bill }: Sitting, { records }: House): Promise<boolean> {
  if (!bill) return true
  if ((await records.sittings.update({ _id, 'bill.id': bill.id, 'bill.claims': 0 }, { bill: _.remove() })) === 1)
    return true
  const now = await records.sittings.get(_id)
  if (now?.bill?.id === bill.id && now.bill.claims > 0) throw new Refusal('bill_being_paid', { sitting: _id })
  return now?.bill === undefined
}
