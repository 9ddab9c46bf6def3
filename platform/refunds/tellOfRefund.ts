import type { House } from '../house.ts'

/** Tells the owner, once a refund, that it does not go by itself. */
export async function tellOfRefund(refundId: string, what: string, { records, clock }: House): Promise<void> {
  const text = `The refund ${refundId} ${what}`
  await records.alerts.add({ _id: `refund:${refundId}`, kind: 'refund', text, at: new Date(clock.now()) })
}
