import type { Account, Balance } from '@yundian/domain'
import type { House } from '../house.ts'
import { aggregation } from '../records.ts'

/**
 * Reads what a diner has: the sums of his ledgers, and what is put aside of them. The account is read first: what leaves
 * the holds has reached the ledgers before, so nothing is counted twice.
 */
export async function readBalance(
  diner: string,
  { records }: Pick<House, 'records'>,
): Promise<{ account?: Account; sums: Balance }> {
  const account = await records.accounts.get(diner)
  const [points, value] = await Promise.all([
    records.pointEntries.aggregate<{ sum: number }>((stages) =>
      stages.match({ diner }).group({ _id: null, sum: aggregation.sum('$points') }),
    ),
    records.valueEntries.aggregate<{ sum: number }>((stages) =>
      stages.match({ diner }).group({ _id: null, sum: aggregation.sum('$fen') }),
    ),
  ])
  return {
    ...(account ? { account } : {}),
    sums: { points: points[0]?.sum ?? 0, valueFen: value[0]?.sum ?? 0 },
  }
}
