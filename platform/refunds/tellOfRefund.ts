import type { House } from '../house.ts'

/** Why a refund does not go by itself. */
export type RefundTrouble = 'notAccepted' | 'notArrived' | 'notOurs'

/** Tells the owner of a refund's trouble, each kind once: the first must not hide the second. */
export async function tellOfRefund(
  refundId: string,
  trouble: RefundTrouble,
  what: string,
  { records, clock }: House,
): Promise<void> {
  const text = `The refund ${refundId} ${what}`
  await records.alerts.add({ _id: `refund:${refundId}:${trouble}`, kind: 'refund', text, at: new Date(clock.now()) })
}
