import { dinerRequests, type PartyView } from '@yundian/contract'
import { lineFor, type WaitingParty } from '@yundian/domain'
import { countUp, type Diner, type House, partiesOf, partyView, queueStore, useCase } from '@yundian/platform'

/**
 * A diner takes a number for a table. He has one a day at a store: asked again, from however many phones, it is the same;
 * numbers of a line begin at 1 each business day and are never given twice.
 */
export const takeQueueNumber = useCase(
  dinerRequests.takeQueueNumber,
  async ({ store: id, people }, house: House, { openid }: Diner): Promise<PartyView> => {
    const { store, lines, businessDay } = await queueStore(id, house)
    const active = `${id}:${businessDay}:${openid}`
    const party = (await ownParty(active, house)) ?? (await join())
    return partyView(party, await partiesOf(store, businessDay, house))

    async function join(): Promise<WaitingParty> {
      const line = lineFor(lines, people)
      if (!line) throw new Error(`the queue of ${id} has no line`)
      const party: WaitingParty = {
        _id: house.makeId(),
        store: id,
        businessDay,
        line: line.id,
        number: await countUp(`queue:${id}:${businessDay}:${line.id}`, house),
        people,
        diner: openid,
        status: 'waiting',
        takenAt: new Date(house.clock.now()),
        active,
        calls: 0,
      }
      if ((await house.records.waitingParties.add(party)) === 'added') return party
      const other = await ownParty(active, house)
      if (!other) throw new Error(`${active} has a number and cannot be read`)
      return other
    }
  },
)

async function ownParty(active: string, { records }: House): Promise<WaitingParty | undefined> {
  return (await records.waitingParties.find({ active }, { limit: 1 }))[0]
}
