import { type BillShare, isShareSettled, type Order, Refusal, type Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { hashId } from '../ids.ts'
import { _ } from '../records.ts'

export interface ShareRef {
  sitting: string
  bill: string
  share: string
}

/** @throws Refusal bill_changed when the sitting has another bill by now */
export function shareOf(host: Sitting | undefined, { bill, share }: ShareRef): BillShare {
  const found = host?.bill?.id === bill ? host.bill.shares[share] : undefined
  if (!found || host?.bill?.state !== 'open') throw new Refusal('bill_changed', { bill })
  return found
}

/** The number of the payment that the next claim of a share is for. */
export function shareOrderId({ bill, share }: ShareRef, attempts: number): string {
  return hashId(bill, share, String(attempts))
}

/**
 * Somebody begins to pay a share: one write, so that of two who begin at once one is told who was first. The first claim
 * of all also holds the bill: nothing may have been ordered since it was made.
 * @param payer openid; absent at the counter
 * @returns the sitting with the claim; undefined when it changed in this moment
 * @throws Refusal bill_changed
 */
export async function claimShare(
  host: Sitting,
  ref: ShareRef,
  payer: string | undefined,
  { records, clock }: House,
): Promise<Sitting | undefined> {
  const { attempts } = shareOf(host, ref)
  const claims = host.bill?.claims ?? 0
  if (claims === 0 && host.round !== host.bill?.round) throw new Refusal('bill_changed', { bill: ref.bill })
  const path = `bill.shares.${ref.share}`
  return records.sittings.updateAndReturn(
    {
      _id: host._id,
      'bill.id': ref.bill,
      ...(claims === 0 ? { 'bill.claims': 0, round: host.round } : { 'bill.claims': _.gt(0) }),
      [`${path}.attempts`]: attempts,
      [`${path}.order`]: _.exists(false),
      [`${path}.writtenOff`]: _.exists(false),
    },
    {
      'bill.claims': _.inc(1),
      [`${path}.attempts`]: _.inc(1),
      [`${path}.order`]: shareOrderId(ref, attempts + 1),
      [`${path}.claimedAt`]: new Date(clock.now()),
      ...(payer === undefined ? {} : { [`${path}.payer`]: payer }),
    },
  )
}

/** The payment of a share came after its claim was given up: it may have it again while nobody else does (R22). */
export async function reclaimShare(order: Order, ref: ShareRef, { records, clock }: House): Promise<boolean> {
  const path = `bill.shares.${ref.share}`
  const free = { [`${path}.order`]: _.exists(false), [`${path}.writtenOff`]: _.exists(false) }
  const again = {
    'bill.claims': _.inc(1),
    [`${path}.order`]: order._id,
    [`${path}.payer`]: order.diner,
    [`${path}.claimedAt`]: new Date(clock.now()),
  }
  if ((await records.sittings.update({ _id: ref.sitting, 'bill.id': ref.bill, ...free }, again)) === 1) return true
  const host = await records.sittings.get(ref.sitting)
  return host?.bill?.id === ref.bill && host.bill.shares[ref.share]?.order === order._id
}

/** A payment came to nothing: anybody may pay the share. */
export async function giveUpClaim(orderId: string, ref: ShareRef, { records }: House): Promise<void> {
  const path = `bill.shares.${ref.share}`
  const own = { [`${path}.order`]: orderId, [`${path}.paidAt`]: _.exists(false) }
  await records.sittings.update(
    { _id: ref.sitting, 'bill.id': ref.bill, ...own },
    {
      'bill.claims': _.inc(-1),
      [`${path}.order`]: _.remove(),
      [`${path}.payer`]: _.remove(),
      [`${path}.claimedAt`]: _.remove(),
    },
  )
}

export function refuseSettled(share: BillShare, { bill, share: key }: ShareRef): void {
  if (isShareSettled(share)) throw new Refusal('share_settled', { bill, share: key })
}
