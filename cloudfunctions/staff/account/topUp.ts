import { type StaffDocument, type StaffReplies, staffRequests } from '@yundian/contract'
import { freeFor, Refusal } from '@yundian/domain'
import { type House, hashId, readBalance, useCase } from '@yundian/platform'
import { ownOrder } from '../ownOrder.ts'

/**
 * A diner who stands at the counter pays money in, to order with later: one row of the ledger, named after the request, so
 * that it is added once. Who he is, one of his orders at this store tells.
 */
export const topUp = useCase(
  staffRequests.topUp,
  async ({ order: id, requestKey, fen }, house: House, staff: StaffDocument): Promise<StaffReplies['topUp']> => {
    if (staff.role === 'cook') throw new Refusal('not_allowed', { need: 'waiter' })
    const { diner } = await ownOrder(id, house, staff)
    const _id = `topUp:${hashId(staff.store, requestKey)}`
    const at = new Date(house.clock.now())
    const row = { _id, diner, store: staff.store, kind: 'topUp' as const, order: id, fen, by: staff._id, at }
    if ((await house.records.valueEntries.add(row)) === 'exists') {
      const earlier = await house.records.valueEntries.get(_id)
      if (earlier?.fen !== fen || earlier.diner !== diner) throw new Refusal('request_changed', { order: id })
    }
    const { account, sums } = await readBalance(diner, house)
    return { diner, addedFen: fen, valueFen: freeFor('', sums, account).valueFen }
  },
)
