import { guestOf, type Menu, ordersThatTell, priceMeal, Refusal } from '@yundian/domain'
import { _, type House } from '@yundian/platform'
import type { Attempt } from './composeOrder.ts'
import { circumstancesOf } from './price.ts'

/**
 * Proves what a diner says of himself, when it lowers his price: one look at his other orders, beside the write on the
 * board; an order that costs everybody the same needs none. That he is new is proven once: his next first order, sent
 * at the same moment, has the same id (`orderIdOf`), so that one of them is refused.
 * @returns not_entitled when he is somebody else
 */
export async function proveGuest(attempt: Attempt, menu: Menu, { records }: House): Promise<Refusal | undefined> {
  const { guest } = attempt.request
  if (!guest || !lowersPrice(attempt, menu)) return undefined
  const others = await records.orders.find(
    { store: menu.store.id, diner: attempt.diner, _id: _.neq(attempt.orderId) },
    {
      orderBy: [{ field: 'placedAt', direction: 'asc' }],
      limit: ordersThatTell,
      fields: ['status', 'owes', 'payment'],
    },
  )
  const known = guestOf(others)
  if (guest.newcomer !== undefined && guest.newcomer !== known.newcomer) {
    return new Refusal('not_entitled', { to: 'newCustomer' })
  }
  if (guest.member && !known.member) return new Refusal('not_entitled', { to: 'member' })
  return undefined
}

function lowersPrice(attempt: Attempt, menu: Menu): boolean {
  const { lines } = attempt.request
  const circumstances = circumstancesOf(attempt, menu)
  const stranger = { ...circumstances, newCustomer: false, member: false }
  return priceMeal(menu, lines, circumstances).totalFen !== priceMeal(menu, lines, stranger).totalFen
}
