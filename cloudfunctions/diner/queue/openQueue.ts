import { type DinerReplies, dinerRequests } from '@yundian/contract'
import { type Diner, type House, lineViews, partiesOf, partyView, queueStore, useCase } from '@yundian/platform'

/** A diner sees how long the lines are, and how many are before him. */
export const openQueue = useCase(
  dinerRequests.openQueue,
  async ({ store: id }, house: House, { openid }: Diner): Promise<DinerReplies['openQueue']> => {
    const { store, businessDay } = await queueStore(id, house)
    const parties = await partiesOf(store, businessDay, house)
    const own = parties.find(({ diner }) => diner === openid)
    return { lines: lineViews(store, parties), ...(own ? { party: partyView(own, parties) } : {}) }
  },
)
