import type { WaitingParty } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/**
 * Calls a party, and sends its message: once a call, however often the request comes. The sending is recorded first (R23).
 * @returns undefined when the party is not where it was seen any more
 */
export async function callParty(
  seen: WaitingParty,
  requestKey: string,
  { records, clock, messages }: House,
): Promise<WaitingParty | undefined> {
  const at = new Date(clock.now())
  const called = await records.waitingParties.updateAndReturn(
    { _id: seen._id, status: seen.status, calls: seen.calls },
    { status: 'called', calls: _.inc(1), calledBy: requestKey, calledAt: at },
  )
  if (!called) return undefined
  const recorded = await records.messages.add({
    _id: `called:${called._id}:${called.calls}`,
    diner: called.diner,
    order: called._id,
    sentAt: at,
  })
  if (recorded === 'added') await messages.tableReady(called)
  return called
}
