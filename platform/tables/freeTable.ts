import type { Sitting } from '@yundian/domain'
import type { Filter } from '../collection.ts'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/**
 * Ends a sitting and frees its table: only while nothing was ordered, no bill is open and no order is on its way to this
 * table, since the look.
 * @param unchanged what else must still be as it was seen
 * @returns whether it is over now, or was
 */
export async function freeTable(
  { _id, round, status }: Sitting,
  { records, clock }: House,
  unchanged: Filter = {},
): Promise<boolean> {
  if (status !== 'open') return true
  const asSeen = {
    _id,
    status: 'open',
    round,
    bill: _.exists(false),
    pending: false,
    arriving: _.or(_.exists(false), _.eq({})),
    ...unchanged,
  }
  const over = { status: 'closed', place: `closed:${_id}`, closedAt: new Date(clock.now()) }
  return (await records.sittings.update(asSeen, over)) === 1
}
