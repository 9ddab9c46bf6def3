import { type DinerReplies, dinerRequests } from '@yundian/contract'
import { freeFor } from '@yundian/domain'
import { type Diner, type House, readBalance, useCase } from '@yundian/platform'

const entriesShown = 50

/** A diner sees his points and what he has stored, where the points came from, and what unpaid orders hold of both (I4). */
export const myMembership = useCase(
  dinerRequests.myMembership,
  async (_request, house: House, { openid }: Diner): Promise<DinerReplies['myMembership']> => {
    const [{ account, sums }, entries] = await Promise.all([
      readBalance(openid, house),
      house.records.pointEntries.find(
        { diner: openid },
        { orderBy: [{ field: 'at', direction: 'desc' }], limit: entriesShown },
      ),
    ])
    const held = Object.entries(account?.held ?? {})
    return {
      points: sums.points,
      account: {
        // No order of this name: what is free of all of them.
        ...freeFor('', sums, account),
        held: held.map(([order, { points, valueFen }]) => ({ order, points, valueFen })),
      },
      entries: entries.map(({ _id, kind, points, order, at }) => ({ id: _id, kind, points, order, at: at.getTime() })),
    }
  },
)
