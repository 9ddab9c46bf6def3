import type { StaffDocument } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type House, type Party, readParty } from '@yundian/platform'

/** A party of the staff's own store. @throws Refusal unknown_sitting, also for one of another store */
export async function tableParty(sitting: string, house: House, { store }: StaffDocument): Promise<Party> {
  const party = await readParty(sitting, house)
  if (party?.host.store !== store) throw new Refusal('unknown_sitting', { sitting })
  return party
}
