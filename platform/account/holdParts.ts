import {
  type Account,
  type AccountHold,
  freeFor,
  type Order,
  type PartPayments,
  type PartsWish,
  type PointsRule,
  planParts,
  Refusal,
} from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { readBalance } from './readBalance.ts'

/** Each try after the first follows a change of the account between two round trips; a tenth in a row is a bug. */
const mostTries = 10

/** Longer than a function lives: whoever took an older hold and did not use it is dead. */
const stillAtWorkMs = 60_000

/**
 * Puts aside what a diner wants to pay an order with, in one conditional write on his account: it holds only while the
 * account is as it was read, so that two orders at once never use the same points or value (A14).
 * @param expectedDue fen that the diner was shown as left to pay
 * @throws Refusal due_changed when it is another sum; payment_unavailable while another call for the same order is at it
 */
export async function holdParts(
  order: Order,
  wish: PartsWish,
  rule: PointsRule | undefined,
  expectedDue: number,
  house: House,
): Promise<PartPayments> {
  for (let tries = 0; tries < mostTries; tries++) {
    const { account, sums } = await readBalance(order.diner, house)
    const plan = planParts(order.totalFen, freeFor(order._id, sums, account), wish, rule)
    if (plan.dueFen !== expectedDue) {
      throw new Refusal('due_changed', { dueFen: plan.dueFen, expectedFen: expectedDue })
    }
    const own = account?.held[order._id]
    const now = house.clock.now()
    if (own && now - own.at.getTime() < stillAtWorkMs) {
      const isSame = own.points === plan.points && own.valueFen === plan.valueFen
      if (!isSame) throw new Refusal('payment_unavailable', { reason: 'it is being paid', next: ['counter'] })
      return { ...plan, wish, hold: own.name }
    }
    const hold = { name: house.makeId(), points: plan.points, valueFen: plan.valueFen, at: new Date(now) }
    if (await putAside(order, hold, account, house)) return { ...plan, wish, hold: hold.name }
  }
  throw new Error(`the account of order ${order._id} changed ${mostTries} times in a row`)
}

/** Whoever took a hold has used it by then, or is dead. */
export const usedWithinMs = 5 * 60_000

async function putAside(
  order: Order,
  hold: AccountHold,
  account: Account | undefined,
  { records }: House,
): Promise<boolean> {
  const lookAt = new Date(hold.at.getTime() + usedWithinMs)
  if (!account) {
    const first = { _id: order.diner, version: 1, held: { [order._id]: hold }, lookAt }
    return (await records.accounts.add(first)) === 'added'
  }
  const changed = await records.accounts.update(
    { _id: order.diner, version: account.version },
    { version: _.inc(1), [`held.${order._id}`]: _.set(hold), lookAt },
  )
  return changed === 1
}

/**
 * Nothing is put aside for an order any more, unless by another name than the given one.
 * @param name of the hold; absent: whichever there is, of an order that is over
 */
export async function endHoldOfParts(
  order: Pick<Order, '_id' | 'diner'>,
  name: string | undefined,
  { records }: Pick<House, 'records'>,
): Promise<void> {
  await records.accounts.update(
    { _id: order.diner, [`held.${order._id}.name`]: name ?? _.exists(true) },
    { version: _.inc(1), [`held.${order._id}`]: _.remove() },
  )
}
