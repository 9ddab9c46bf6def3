import { effectsOfRefund, type Order, planRefund, type RefundWish, Refusal } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** Each try after the first follows a change of the order between two round trips; a tenth in a row is a bug. */
const mostTries = 10

export interface RefundGrant {
  wish: RefundWish
  reason: string
  /** The openid of who grants it. */
  by: string
  requestKey: string
}

/**
 * Gives money back: reads the order, decides, and grants in one conditional write that lists what the order owes from
 * then on, so that refunds granted at once never exceed what was paid (A17). The same request key is granted once.
 * @param order as the granter just read it; it is read again when it changed in between
 * @param check throws when this granter may not decide at this point of the order's life
 * @returns the order afterwards
 * @throws Refusal not_refundable; request_changed when the key was used for another wish
 */
export async function grantRefund(
  order: Order,
  { wish, ...grant }: RefundGrant,
  { records, clock }: House,
  check: (order: Order) => void = () => {},
): Promise<Order> {
  let seen = order
  for (let tries = 0; tries < mostTries; tries++) {
    if (isGranted(seen, wish, grant.requestKey)) return seen
    check(seen)
    const at = new Date(clock.now())
    const { number, refund, status } = planRefund(seen, wish, { ...grant, at })
    const granted = await records.orders.updateAndReturn(
      { _id: seen._id, status: seen.status, refundedFen: seen.refundedFen },
      {
        status,
        refundedFen: _.inc(refund.fen),
        [`refunds.${number}`]: _.set(refund),
        owes: _.push([...effectsOfRefund]),
      },
    )
    if (granted) return granted
    seen = (await records.orders.get(order._id)) ?? seen
  }
  throw new Error(`a refund could not be granted in ${mostTries} tries`)
}

function isGranted({ _id, refunds }: Order, wish: RefundWish, key: string): boolean {
  const earlier = Object.values(refunds ?? {}).find(({ requestKey }) => requestKey === key)
  if (!earlier) return false
  if (JSON.stringify(earlier.wish) !== JSON.stringify(wish)) throw new Refusal('request_changed', { order: _id })
  return true
}
