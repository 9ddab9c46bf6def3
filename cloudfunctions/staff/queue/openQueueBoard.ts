import { type StaffDocument, type StaffReplies, staffRequests } from '@yundian/contract'
import { type House, lineViews, partiesOf, partyView, queueStore, useCase } from '@yundian/platform'

/** Staff at the door see who waits, who was called, and who was not there. */
export const openQueueBoard = useCase(
  staffRequests.openQueueBoard,
  async (_request, house: House, staff: StaffDocument): Promise<StaffReplies['openQueueBoard']> => {
    const { store, businessDay } = await queueStore(staff.store, house)
    const parties = await partiesOf(store, businessDay, house)
    return {
      lines: lineViews(store, parties),
      parties: parties.map((party) => partyView(party, parties)),
      now: house.clock.now(),
    }
  },
)
