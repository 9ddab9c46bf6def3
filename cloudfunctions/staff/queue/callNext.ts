import { type StaffDocument, type StaffReplies, staffRequests } from '@yundian/contract'
import { waitingIn } from '@yundian/domain'
import { callParty, type House, partiesOf, partyView, queueStore, useCase } from '@yundian/platform'

/** Staff call the party that waits longest in a line. Two who press at once call two; one press sent twice calls one. */
export const callNext = useCase(
  staffRequests.callNext,
  async ({ line, requestKey }, house: House, staff: StaffDocument): Promise<StaffReplies['callNext']> => {
    const { store, businessDay } = await queueStore(staff.store, house)
    for (;;) {
      const parties = await partiesOf(store, businessDay, house)
      const known = parties.find(({ calledBy }) => calledBy === requestKey)
      if (known) return { party: partyView(known, parties) }
      const next = waitingIn(line, parties)[0]
      if (!next) return {}
      const called = await callParty(next, requestKey, house)
      if (called) return { party: partyView(called, parties) }
    }
  },
)
