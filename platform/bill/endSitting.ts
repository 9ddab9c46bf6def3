import type { Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { readParty } from './party.ts'

/**
 * Ends a party that has nothing more to pay: its tables are free, those joined to it first.
 * @returns whether it is over
 */
export async function endSitting(id: string, house: House): Promise<boolean> {
  const party = await readParty(id, house)
  if (!party || party.orders.length > 0 || party.host.bill) return false
  const joined = party.sittings.filter(({ _id }) => _id !== party.host._id)
  for (const sitting of [...joined, party.host]) if (!(await free(sitting, house))) return false
  return true
}

/** Only while nothing was ordered, and no order is on its way to this table, since the look. */
async function free({ _id, round, status }: Sitting, { records, clock }: House): Promise<boolean> {
  if (status !== 'open') return true
  const asSeen = {
    _id,
    status: 'open',
    round,
    bill: _.exists(false),
    pending: false,
    arriving: _.or(_.exists(false), _.eq({})),
  }
  const over = { status: 'closed', place: `closed:${_id}`, closedAt: new Date(clock.now()) }
  return (await records.sittings.update(asSeen, over)) === 1
}
