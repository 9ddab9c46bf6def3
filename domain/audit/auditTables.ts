import type { Order } from '../order.ts'
import { placeOf, type Sitting } from '../table/sitting.ts'
import { type Finding, findingsOf } from './finding.ts'

/**
 * Audits the parties at their tables: no table has two, an order was made for every batch that left a cart, none twice,
 * and what a party ordered is known to the kitchen's ledger.
 * @param atRest true when the timers have run: then no batch may still be on its way
 */
export function auditTables(sittings: readonly Sitting[], orders: readonly Order[], atRest: boolean): Finding[] {
  const byId = new Map(orders.map((order) => [order._id, order]))
  const places = new Map<string, string>()
  return sittings.flatMap((sitting) => {
    const find = findingsOf(`sittings/${sitting._id}`)
    const { place, status, store, table, outbox, pending, memberCount, members, readers } = sitting
    const other = places.get(place)
    places.set(place, sitting._id)
    const onWay = Object.values(outbox)
    const twice = onWay.filter(({ _id, attempt }) => (byId.get(_id)?.attempt ?? attempt) !== attempt)
    const seats = Object.keys(members).length
    return [
      ...find('tables', other !== undefined, `has the table of ${other}`),
      ...find('tables', status === 'open' && place !== placeOf(store, table), `sits at ${table} and holds ${place}`),
      ...find('tables', twice.length > 0, `sends ${twice.map(({ _id }) => _id).join()} a second time`),
      ...find('tables', onWay.length > 0 && !pending, `keeps ${onWay.length} batches that nobody sends`),
      ...find('tables', memberCount !== seats || readers.length !== seats, `counts ${memberCount} members of ${seats}`),
      ...find('I10', atRest && pending, `still has ${onWay.length} batches to send`),
    ]
  })
}
