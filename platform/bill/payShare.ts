import { type BillShare, isShareSettled, type Order, Refusal, type Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { memberKey } from '../tables/tableKeys.ts'
import { claimShare, type ShareRef, shareOf } from './claimShare.ts'
import { freeShare } from './freeShare.ts'
import { writeShareOrder } from './shareOrder.ts'

/** Each try after the first follows a change of the bill between two round trips; a tenth in a row is a bug. */
const mostTries = 10

/**
 * Claims a share for somebody and gives the order that he pays it by; claimed before by the same, it is that order.
 * @param payer openid; absent when nobody is known who pays at the counter
 * @param takeOver ends another's attempt, unless he was faster or his payment cannot be closed yet
 * @throws Refusal bill_changed, share_settled, share_claimed
 */
export async function payShare(
  ref: ShareRef,
  payer: string | undefined,
  takeOver: boolean,
  house: House,
): Promise<Order> {
  for (let tries = 0; tries < mostTries; tries++) {
    const host = await house.records.sittings.get(ref.sitting)
    const share = shareOf(host, ref)
    if (isShareSettled(share)) throw new Refusal('share_settled', { bill: ref.bill, share: ref.share })
    const claimed = host && share.order === undefined ? await claimShare(host, ref, payer, house) : host
    if (!claimed) continue
    const standing = shareOf(claimed, ref)
    const isMine = standing.payer === payer
    if (!isMine && !takeOver) throw claimedBy(standing, ref)
    if (isMine) {
      const order = await writeShareOrder(claimed, ref, 'placed', house)
      if (order.status !== 'cancelled' && order.status !== 'refunded') return order
    }
    // Another's attempt, or an own one that is over.
    if ((await freeShare(claimed, ref, house)) !== 'free') await refuseUnlessFree(claimed, ref, house)
  }
  throw new Error(`share ${ref.share} of ${ref.bill} could not be claimed in ${mostTries} tries`)
}

async function refuseUnlessFree(host: Sitting, ref: ShareRef, { records }: House): Promise<void> {
  const share = shareOf((await records.sittings.get(host._id)) ?? host, ref)
  if (share.order !== undefined) throw claimedBy(share, ref)
}

function claimedBy({ payer, claimedAt }: BillShare, { sitting, share }: ShareRef): Refusal {
  const by = payer === undefined ? 'counter' : memberKey(sitting, payer)
  return new Refusal('share_claimed', { share, by, at: claimedAt?.getTime() ?? 0 })
}
