import type { Order, Sitting } from '@yundian/domain'
import { sittingOfBill } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** Everybody who pays together: a sitting, those joined to it (并桌), and what they ordered to be paid with the bill. */
export interface Party {
  /** Bears the bill. */
  host: Sitting
  /** The host and those joined to it. */
  sittings: Sitting[]
  /** On no settled bill, and not taken off whole; the oldest first. */
  orders: Order[]
}

/** More batches than any party orders. */
const mostOrders = 1000

/** Reads the party that a sitting belongs to. @returns undefined when there is no such sitting */
export async function readParty(id: string, house: House): Promise<Party | undefined> {
  const sittings = await readJoined(id, house)
  const named = sittings.find(({ _id }) => _id === id)
  if (!named) return undefined
  if (named.joinedTo !== undefined) {
    const joined = await readJoined(named.joinedTo, house)
    const host = joined.find(({ _id }) => _id === named.joinedTo)
    // Joined to a party that is gone, it pays for itself.
    if (host?.status === 'open') return { host, sittings: joined, orders: await readUnpaid(joined, house) }
  }
  return { host: named, sittings, orders: await readUnpaid(sittings, house) }
}

async function readJoined(id: string, { records }: House): Promise<Sitting[]> {
  const [named, joined] = await Promise.all([
    records.sittings.get(id),
    records.sittings.find({ joinedTo: id, status: 'open' }),
  ])
  return named ? [named, ...joined] : joined
}

/** The sittings were read first: a batch that is in no outbox any more is in `orders`. */
async function readUnpaid(sittings: Sitting[], { records }: House): Promise<Order[]> {
  const found = await records.orders.find(
    { sitting: _.in(sittings.map(({ _id }) => _id)), onBill: true, settledAt: _.exists(false) },
    { orderBy: [{ field: 'placedAt', direction: 'asc' }], limit: mostOrders },
  )
  const known = new Set(found.map(({ _id }) => _id))
  const underWay = sittings.flatMap(({ outbox }) => Object.values(outbox))
  const unsent = underWay.filter(({ _id, onBill }) => onBill && !known.has(_id))
  return [...found, ...unsent].filter(({ status }) => status !== 'voided')
}

/**
 * The orders of a party that are on no bill which could still be paid. A bill that was thrown away never comes back, so
 * an order that bears its name is free for good.
 */
export async function freeOrders({ host, orders }: Party, { records }: House): Promise<Order[]> {
  const elsewhere = orders.flatMap(({ bill }) =>
    bill && sittingOfBill(bill) !== host._id ? [sittingOfBill(bill)] : [],
  )
  const others = elsewhere.length > 0 ? await records.sittings.find({ _id: _.in([...new Set(elsewhere)]) }) : []
  const live = new Set([host, ...others].map(({ bill }) => bill?.id))
  return orders.filter(({ bill }) => bill === undefined || !live.has(bill))
}
