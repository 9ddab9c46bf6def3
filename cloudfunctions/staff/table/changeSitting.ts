import type { SittingCard, StaffDocument } from '@yundian/contract'
import { Refusal, type Sitting } from '@yundian/domain'
import { type Change, type Filter, type House, sittingCard } from '@yundian/platform'

/** An open sitting of the staff's own store. @throws Refusal unknown_sitting, also for one of another store; sitting_closed */
export async function openSittingOf(id: string, { records }: House, staff: StaffDocument): Promise<Sitting> {
  const [sitting] = await records.sittings.find({ _id: id, store: staff.store }, { limit: 1 })
  if (!sitting) throw new Refusal('unknown_sitting', { sitting: id })
  if (sitting.status !== 'open') throw new Refusal('sitting_closed', { sitting: id })
  return sitting
}

/**
 * Changes an open sitting of the staff's own store in one conditional write.
 * @param condition what must be true of it beside that; where it is not, the sitting is answered as it stands
 */
export async function changeSitting(
  id: string,
  { condition = {}, change }: { condition?: Filter; change: Change },
  house: House,
  staff: StaffDocument,
): Promise<SittingCard> {
  const changed = await house.records.sittings.updateAndReturn(
    { _id: id, store: staff.store, status: 'open', ...condition },
    change,
  )
  return sittingCard(changed ?? (await openSittingOf(id, house, staff)), house)
}
