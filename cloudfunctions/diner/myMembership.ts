import { type DinerReplies, dinerRequests } from '@yundian/contract'
import { aggregation, type Diner, type House, useCase } from '@yundian/platform'

const entriesShown = 50

/** A diner sees his points and where they came from; the balance is the sum of the ledger (I4). */
export const myMembership = useCase(
  dinerRequests.myMembership,
  async (_request, { records }: House, { openid }: Diner): Promise<DinerReplies['myMembership']> => {
    const [sums, entries] = await Promise.all([
      records.pointEntries.aggregate<{ points: number }>((stages) =>
        stages.match({ diner: openid }).group({ _id: null, points: aggregation.sum('$points') }),
      ),
      records.pointEntries.find(
        { diner: openid },
        { orderBy: [{ field: 'at', direction: 'desc' }], limit: entriesShown },
      ),
    ])
    return {
      points: sums[0]?.points ?? 0,
      entries: entries.map(({ _id, kind, points, order, at }) => ({ id: _id, kind, points, order, at: at.getTime() })),
    }
  },
)
