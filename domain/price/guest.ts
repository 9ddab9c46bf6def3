import type { Menu } from '../menu.ts'
import type { Order } from '../order.ts'

/** Who somebody is to the house, as far as prices depend on it. */
export interface Guest {
  /** Absent: not new. Else how many orders he gave up before anything came of them. */
  newcomer?: number
  /** True once he has paid for something. */
  member: boolean
}

/** The first so many orders tell who somebody is; who gave up as many is not new any more. */
export const ordersThatTell = 20

/**
 * Says who somebody is by the first orders that he ever placed in this store. New is who has none but such that are
 * over without any money and can get none any more.
 */
export function guestOf(orders: readonly Pick<Order, 'status' | 'owes' | 'payment'>[]): Guest {
  const isNew = orders.length < ordersThatTell && orders.every(isGivenUp)
  const member = orders.some(({ status }) => ['paid', 'cooking', 'ready', 'served', 'closed'].includes(status))
  return { ...(isNew ? { newcomer: orders.length } : {}), member }
}

function isGivenUp({ status, owes, payment }: Pick<Order, 'status' | 'owes' | 'payment'>): boolean {
  const mayBePaid = payment !== undefined && (payment.transactionId !== undefined || owes.includes('closePayment'))
  return status === 'cancelled' && !mayBePaid
}

/** True when a menu has prices that depend on who orders. */
export function asksWho({ promotions = [], dishes }: Pick<Menu, 'promotions' | 'dishes'>): boolean {
  const forMembers = dishes.some(({ specs }) => specs.some(({ fenBy }) => fenBy?.member !== undefined))
  return forMembers || promotions.some((promotion) => promotion.for !== undefined)
}
