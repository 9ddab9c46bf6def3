import type { Circumstances } from '@yundian/domain'
import { shelf } from './services/shelf'
import { atTable } from './services/table'
import { deliveryBand } from './views/servingView'
import { visit } from './visit'

/** What a price depends on beside menu and cart, at this moment of this visit. */
export function circumstances(): Circumstances {
  const { menu } = shelf.get()
  const here = atTable.get()?.cart.table
  const part = menu?.store.payment === 'later' ? 'onBill' : here?.round === 1 ? 'first' : 'further'
  const band = menu && deliveryBand(visit.get(), menu)
  return {
    mode: visit.get().mode,
    at: Date.now(),
    ...(band && 'fen' in band ? { delivery: band } : {}),
    ...(here ? { people: here.people, part } : {}),
  }
}
