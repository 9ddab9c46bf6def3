import type { LineView, PartyView, StoreDocument } from '@yundian/contract'
import { businessDayOf, partiesBefore, Refusal, type WaitingParty, waitingIn } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** More parties than a street can hold. */
const mostParties = 1000

/** The store with its lines, and the business day that it is there. @throws Refusal unknown_store, mode_not_offered */
export async function queueStore(id: string, { records, clock }: House) {
  const store = await records.stores.get(id)
  if (!store) throw new Refusal('unknown_store', { store: id })
  if (!store.queue) throw new Refusal('mode_not_offered', { mode: 'queue' })
  return { lines: store.queue, businessDay: businessDayOf(clock.now(), store), store }
}

/** Everybody who took a number today and is not seated or gone. */
export async function partiesOf(
  store: StoreDocument,
  businessDay: string,
  { records }: House,
): Promise<WaitingParty[]> {
  return records.waitingParties.find(
    { store: store._id, businessDay, status: _.in(['waiting', 'called', 'skipped']) },
    { orderBy: [{ field: 'takenAt', direction: 'asc' }], limit: mostParties },
  )
}

export function lineViews(store: StoreDocument, parties: readonly WaitingParty[]): LineView[] {
  return (store.queue ?? []).map((line) => ({ ...line, waiting: waitingIn(line.id, parties).length }))
}

export function partyView(party: WaitingParty, all: readonly WaitingParty[]): PartyView {
  return {
    id: party._id,
    line: party.line,
    number: party.number,
    people: party.people,
    status: party.status,
    before: party.status === 'waiting' ? partiesBefore(party, all) : 0,
    takenAt: party.takenAt.getTime(),
    calledAt: party.calledAt?.getTime(),
  }
}
