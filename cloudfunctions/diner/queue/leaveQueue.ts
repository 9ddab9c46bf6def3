import { type DinerReplies, dinerRequests } from '@yundian/contract'
import { partyFrom, Refusal } from '@yundian/domain'
import { _, type Diner, type House, useCase } from '@yundian/platform'

/** A diner gives his number up; he may take another one. */
export const leaveQueue = useCase(
  dinerRequests.leaveQueue,
  async ({ party: id }, { records, clock }: House, { openid }: Diner): Promise<DinerReplies['leaveQueue']> => {
    const changed = await records.waitingParties.update(
      { _id: id, diner: openid, status: _.in(partyFrom('left')) },
      { status: 'left', active: `over:${id}`, endedAt: new Date(clock.now()) },
    )
    if (changed === 1) return { status: 'left' }
    const [party] = await records.waitingParties.find({ _id: id, diner: openid }, { limit: 1 })
    if (!party) throw new Refusal('unknown_order', { order: id })
    if (party.status !== 'left') throw new Refusal('wrong_status', { status: party.status, wanted: 'waiting' })
    return { status: party.status }
  },
)
