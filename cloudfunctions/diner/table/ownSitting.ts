import { Refusal, type Sitting } from '@yundian/domain'
import { _, type House } from '@yundian/platform'

/** A sitting that the caller sits in. @throws Refusal unknown_sitting, also for another's (A12) */
export async function ownSitting(id: string, me: string, { records }: House): Promise<Sitting> {
  const [sitting] = await records.sittings.find({ _id: id, [`members.${me}`]: _.exists(true) }, { limit: 1 })
  if (!sitting) throw new Refusal('unknown_sitting', { sitting: id })
  return sitting
}

/** The same, and still open. @throws Refusal unknown_sitting, sitting_closed */
export async function ownOpenSitting(id: string, me: string, house: House): Promise<Sitting> {
  const sitting = await ownSitting(id, me, house)
  if (sitting.status !== 'open') throw new Refusal('sitting_closed', { sitting: id })
  return sitting
}
