import { effectsOf, type Order } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/**
 * A cancelled order was paid after all (R22): it lives again when its portions can still be had, else its money goes
 * back. The portions are held anew first, under a name of the revival's own, so that a repeat takes them once; then
 * one write decides for good. A hold that lost that race belongs to no order and is swept (`sweepHolds`).
 */
export async function reviveOrder(order: Order, { records, clock }: House): Promise<'done'> {
  const attempt = `revive:${order._id}`
  const taken = (await takeAgain(order, attempt, { records, clock })) || (await isTaken(order, attempt, { records }))
  const undecided = { _id: order._id, status: 'cancelled', lateEnd: _.exists(false) }
  const change = taken
    ? { lateEnd: 'revived', status: 'paid', attempt, owes: _.push(effectsOf('paid')) }
    : { lateEnd: 'refunded', owes: _.push(['refund']) }
  await records.orders.update(undecided, change)
  return 'done'
}

async function takeAgain(order: Order, attempt: string, { records, clock }: Pick<House, 'records' | 'clock'>) {
  const portions = Object.entries(order.demand)
  const enough = Object.fromEntries(portions.map(([sku, quantity]) => [`left.${sku}`, _.gte(quantity)]))
  const taken = Object.fromEntries(portions.map(([sku, quantity]) => [`left.${sku}`, _.inc(-quantity)]))
  const hold = { lines: order.demand, attempt, requestDigest: order.requestDigest, until: new Date(clock.now()) }
  const changed = await records.boards.update(
    { _id: order.store, [`holds.${order._id}`]: _.exists(false), ...enough },
    { ...taken, [`holds.${order._id}`]: _.set(hold) },
  )
  return changed === 1
}

async function isTaken(order: Order, attempt: string, { records }: Pick<House, 'records'>): Promise<boolean> {
  const found = await records.boards.find(
    { _id: order.store, [`holds.${order._id}.attempt`]: attempt },
    { fields: ['_id'] },
  )
  return found.length === 1
}
