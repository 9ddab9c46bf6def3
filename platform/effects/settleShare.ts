import { effectsOf, type Order } from '@yundian/domain'
import { giveUpClaim, reclaimShare, type ShareRef } from '../bill/claimShare.ts'
import { finishBill } from '../bill/finishBill.ts'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { refundLate } from './refundLate.ts'

/** A share is paid: its table knows, once, and with the last share the bill is settled. Then there is nothing to do with it. */
export async function settleShare(order: Order, ref: ShareRef, house: House): Promise<'done'> {
  const { records, clock } = house
  const path = `bill.shares.${ref.share}`
  const own = { _id: ref.sitting, 'bill.id': ref.bill, [`${path}.order`]: order._id }
  await records.sittings.update(
    { ...own, [`${path}.paidAt`]: _.exists(false) },
    { [`${path}.paidAt`]: new Date(clock.now()) },
  )
  const host = await records.sittings.get(ref.sitting)
  const bill = [host?.bill, ...(host?.bills ?? [])].find((each) => each?.id === ref.bill)
  if (bill?.shares[ref.share]?.order !== order._id)
    throw new Error(`${order._id} was paid for a share that it does not have`)
  if (host?.bill?.id === ref.bill) await finishBill(host, house)
  await records.orders.update({ _id: order._id, status: 'paid' }, { status: 'closed' })
  return 'done'
}

/** A payment that was given up: the share is free, but not before its payment is closed at the platform. */
export async function releaseShare(order: Order, ref: ShareRef, house: House): Promise<'done' | 'later'> {
  if (order.status !== 'cancelled' || order.owes.includes('revive')) return 'done'
  if (order.payment && order.owes.includes('closePayment')) return 'later'
  await giveUpClaim(order._id, ref, house)
  return 'done'
}

/** Money for a share came after its payment was given up (R22): it counts while nobody else pays the share, else it goes back. */
export async function reviveShare(order: Order, ref: ShareRef, house: House): Promise<'done'> {
  const { records, clock } = house
  // What points and stored value were to pay went back with the cancellation, and may be used by now.
  if (order.parts || !(await reclaimShare(order, ref, house))) await refundLate(order, house)
  else {
    const undecided = { _id: order._id, status: 'cancelled', lateEnd: _.exists(false) }
    const revival = { lateEnd: 'revived', status: 'paid', revivedAt: new Date(clock.now()) }
    if ((await records.orders.update(undecided, { ...revival, owes: _.push(effectsOf('paid')) })) === 1) return 'done'
  }
  // The money went back, here or in another run: then the share is not kept for it.
  if ((await records.orders.get(order._id))?.lateEnd === 'refunded') await giveUpClaim(order._id, ref, house)
  return 'done'
}
