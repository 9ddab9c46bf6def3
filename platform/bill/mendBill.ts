import type { Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { endSitting } from './endSitting.ts'
import { finishBill } from './finishBill.ts'
import { discardBill } from './fixBill.ts'
import { freeShare } from './freeShare.ts'
import { arrive } from './moveBatch.ts'

/** Longer than any function lives: whoever began something before that will not go on with it. */
const abandonedMs = 60_000

/**
 * Goes on with what somebody began at a table's bill and did not end: a bill that was never made; a claim of a share without its order, or with one that
 * is over; a bill that is paid; a party that has nothing more to pay; an order on its way from another table.
 */
export async function mendBill(sitting: Sitting, house: House): Promise<void> {
  const { records, clock } = house
  const isAbandoned = (at: Date | undefined) => at !== undefined && at.getTime() + abandonedMs <= clock.now()
  const late = Object.entries(sitting.arriving ?? {}).flatMap(([id, at]) => (isAbandoned(at) ? [id] : []))
  if (late.length > 0) await arrive(sitting._id, late, house)
  if (sitting.bill?.state === 'gathering' && isAbandoned(sitting.bill.openedAt)) await discardBill(sitting, house)
  for (const [share, { order, claimedAt, paidAt }] of Object.entries(sitting.bill?.shares ?? {})) {
    if (order === undefined || paidAt || !isAbandoned(claimedAt)) continue
    const standing = await records.orders.get(order)
    // What can still be paid, or waits for its payment to be closed, ends by itself.
    const isOver = !standing || (standing.owes.length === 0 && ['cancelled', 'refunded'].includes(standing.status))
    if (isOver) await freeShare(sitting, { sitting: sitting._id, bill: sitting.bill?.id ?? '', share }, house)
  }
  const now = await records.sittings.get(sitting._id)
  if (now && !(await finishBill(now, house)) && now.settledAt && !now.bill) await endSitting(now._id, house)
}
