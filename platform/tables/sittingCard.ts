import type { SittingCard } from '@yundian/contract'
import { callViews, type Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { tableCode } from './tableCode.ts'

/** Shows a party to staff. */
export function sittingCard(sitting: Sitting, { clock, tableKey }: House): SittingCard {
  const { _id, store, table, status, people, greeted, joinedTo, openedAt, memberCount, round, calls } = sitting
  return {
    id: _id,
    store,
    table,
    status,
    people,
    greeted,
    ...(joinedTo === undefined ? {} : { joinedTo }),
    openedAt: openedAt.getTime(),
    phones: memberCount,
    batches: round - 1,
    calls: callViews(calls).flatMap(({ kind, at, answeredAt }) => (answeredAt === undefined ? [{ kind, at }] : [])),
    code: tableCode(_id, clock.now(), tableKey).digits,
  }
}
