import { effectsOfVoid, type Order, planVoid, Refusal, sittingOfBill, type VoidWish } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { discardBill } from './fixBill.ts'

/** Each try after the first follows a change of the order between two round trips; a tenth in a row is a bug. */
const mostTries = 10

export interface VoidGrant {
  wish: VoidWish
  reason: string
  /** The openid of who answers for it. */
  by: string
  requestKey: string
}

/**
 * Takes portions off a bill that nobody pays yet, in one conditional write that lists what the order owes from then on. A
 * bill that has the order is thrown away first. The same request key is one void.
 * @param order as it was just read; it is read again when it changed in between
 * @param check throws when this person may not decide at this point of the order's life
 * @throws Refusal not_voidable, bill_being_paid
 */
export async function voidOrder(
  order: Order,
  { wish, ...grant }: VoidGrant,
  house: House,
  check: (order: Order) => void,
): Promise<Order> {
  const { records, clock } = house
  let seen = order
  for (let tries = 0; tries < mostTries; tries++) {
    if (Object.values(seen.voids ?? {}).some(({ requestKey }) => requestKey === grant.requestKey)) return seen
    check(seen)
    const at = new Date(clock.now())
    const { number, taken, status } = planVoid(seen, wish, { ...grant, at })
    await takeOffBill(seen, house)
    const voided = await records.orders.updateAndReturn(
      { ...asFree(seen), status: seen.status, [`voids.${number}`]: _.exists(false) },
      {
        status,
        ...(status === 'voided' ? { voidedAt: at } : {}),
        [`voids.${number}`]: _.set(taken),
        voidedFen: _.inc(taken.fen),
        owes: _.push([...effectsOfVoid]),
      },
    )
    if (voided) return voided
    seen = (await records.orders.get(order._id)) ?? seen
  }
  throw new Error(`${order._id} could not be taken off its bill in ${mostTries} tries`)
}

/** Makes sure that no bill which somebody may pay has an order. @throws Refusal bill_being_paid, not_voidable */
export async function takeOffBill({ bill, settledAt }: Order, house: House): Promise<void> {
  if (settledAt) throw new Refusal('not_voidable', { why: 'not_on_a_bill' })
  if (bill === undefined) return
  const host = await house.records.sittings.get(sittingOfBill(bill))
  if (host?.bill?.id === bill) await discardBill(host, house)
}

/** The order bears the name of the bill that it bore when it was seen to be free: bills never come back. */
export function asFree({ _id, bill }: Order) {
  return { _id, onBill: true, settledAt: _.exists(false), bill: bill ?? _.exists(false) }
}
