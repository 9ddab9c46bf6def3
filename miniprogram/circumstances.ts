import type { DinerRequest } from '@yundian/contract'
import { type Circumstances, type LineRequest, type Menu, priceMeal } from '@yundian/domain'
import { shelf } from './services/shelf'
import { atTable } from './services/table'
import { deliveryBand } from './views/servingView'
import { visit } from './visit'

/** What a price depends on beside menu and cart, at this moment of this visit, by the clock of the house. */
export function circumstances(): Circumstances {
  const { menu, guest, clockAheadMs } = shelf.get()
  const { mode, people } = visit.get()
  const here = atTable.get()?.cart.table
  const part = menu?.store.payment === 'later' ? 'onBill' : here?.round === 1 ? 'first' : 'further'
  const band = menu && deliveryBand(visit.get(), menu)
  return {
    mode,
    at: Date.now() + clockAheadMs,
    ...(people === undefined || mode !== 'dineIn' ? {} : { people }),
    ...(band && 'fen' in band ? { delivery: band } : {}),
    ...(here ? { people: here.people, part } : {}),
    // Who orders for a whole table does not say who he is.
    newCustomer: !here && guest?.newcomer !== undefined,
    member: !here && guest?.member === true,
  }
}

/** What an order has to say of its diner so that the house finds the same price: nothing, unless it lowers it. */
export function guestToName(menu: Menu, lines: readonly LineRequest[]): DinerRequest<'placeOrder'>['guest'] {
  const { guest } = shelf.get()
  const now = circumstances()
  const costs = (change: Partial<Circumstances>) => priceMeal(menu, lines, { ...now, ...change }).totalFen
  const isFirst = guest?.newcomer !== undefined && costs({ newCustomer: false }) !== costs({})
  const isMember = guest?.member === true && costs({ member: false }) !== costs({})
  if (!isFirst && !isMember) return undefined
  return { ...(isFirst ? { newcomer: guest.newcomer } : {}), ...(isMember ? { member: true as const } : {}) }
}
