import { Refusal } from '@yundian/domain'
import { type House, memberKey, type Party, readParty } from '@yundian/platform'

/** The party of a sitting that the caller sits in. @throws Refusal unknown_sitting, also for another's (A12) */
export async function ownParty(sitting: string, openid: string, house: House): Promise<Party> {
  const party = await readParty(sitting, house)
  const own = party?.sittings.find(({ _id }) => _id === sitting)
  if (!party || !own?.members[memberKey(sitting, openid)]) throw new Refusal('unknown_sitting', { sitting })
  return party
}
