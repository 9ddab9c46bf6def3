import { isShareSettled, Refusal, type Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { finishBill } from './finishBill.ts'

/**
 * Nobody will pay what is open of a bill: share by share it is written off, and the bill is over. A share that somebody is
 * paying stays.
 * @throws Refusal bill_changed, bill_being_paid
 */
export async function writeOffShares(
  host: Sitting,
  bill: string,
  { by, reason }: { by: string; reason: string },
  house: House,
): Promise<void> {
  const { records, clock } = house
  if (host.bill?.id !== bill || host.bill.state !== 'open') {
    if (host.bills?.some(({ id }) => id === bill)) return
    throw new Refusal('bill_changed', { bill })
  }
  const at = new Date(clock.now())
  for (const [key, share] of Object.entries(host.bill.shares)) {
    if (isShareSettled(share)) continue
    const path = `bill.shares.${key}`
    const free = { [`${path}.order`]: _.exists(false), [`${path}.writtenOff`]: _.exists(false) }
    const written = { [`${path}.writtenOff`]: _.set({ by, reason, at }), 'bill.claims': _.inc(1) }
    await records.sittings.update({ _id: host._id, 'bill.id': bill, ...free }, written)
  }
  const now = await records.sittings.get(host._id)
  if (now && (await finishBill(now, house))) return
  if (now?.bill?.id === bill) throw new Refusal('bill_being_paid', { sitting: host._id })
}
