import { type PartyView, type StaffDocument, staffRequests } from '@yundian/contract'
import { partyFrom, Refusal } from '@yundian/domain'
import { _, callParty, type House, partyView, useCase } from '@yundian/platform'

/** Staff seat a party that was called, pass over one that is not there, or call one again. */
export const moveParty = useCase(
  staffRequests.moveParty,
  async ({ party: id, to, requestKey }, house: House, staff: StaffDocument): Promise<PartyView> => {
    const { records, clock } = house
    const own = async () => (await records.waitingParties.find({ _id: id, store: staff.store }, { limit: 1 }))[0]
    const seen = await own()
    if (!seen) throw new Refusal('unknown_order', { order: id })
    if (seen.calledBy === requestKey || (to !== 'called' && seen.status === to)) return partyView(seen, [])
    if (!partyFrom(to).includes(seen.status)) {
      throw new Refusal('wrong_status', { status: seen.status, wanted: partyFrom(to).join() })
    }
    const over = to === 'seated' ? { active: `over:${id}`, endedAt: new Date(clock.now()) } : {}
    const moved =
      to === 'called'
        ? await callParty(seen, requestKey, house)
        : await records.waitingParties.updateAndReturn(
            { _id: id, store: staff.store, status: _.in(partyFrom(to)) },
            { status: to, ...over },
          )
    if (moved) return partyView(moved, [])
    const standing = (await own()) ?? seen
    if (standing.status === to) return partyView(standing, [])
    throw new Refusal('wrong_status', { status: standing.status, wanted: partyFrom(to).join() })
  },
)
