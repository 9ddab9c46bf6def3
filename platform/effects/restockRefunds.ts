import { ingredientOf, type Order, type Refund, type Void } from '@yundian/domain'
import type { Change } from '../collection.ts'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/**
 * Portions that were given back, or taken off a bill, before anybody cooked them can be sold again, each once: the board
 * remembers the refund or void until the order does. Those of an earlier business day are written off, since that day's portions are gone.
 */
export async function restockRefunds(order: Order, house: House): Promise<'done' | 'later'> {
  // What is still held is not sold yet, and only what is sold can come back.
  if (order.owes.includes('settle')) return 'later'
  const { records, clock } = house
  for (const field of ['refunds', 'voids'] as const) {
    for (const [number, taken] of Object.entries(order[field] ?? {})) {
      if (taken.restockedAt || Object.keys(taken.restock).length === 0) continue
      await putBack(order, number, taken, house)
      await records.orders.update(
        { _id: order._id, [`${field}.${number}.restockedAt`]: _.exists(false) },
        { [`${field}.${number}.restockedAt`]: new Date(clock.now()) },
      )
    }
  }
  return 'done'
}

async function putBack(
  order: Order,
  number: string,
  { restock }: Pick<Refund | Void, 'restock'>,
  { records, clock }: House,
): Promise<void> {
  const mark = `returned.${order._id}-${number}`
  const own = { _id: order.store, [mark]: _.exists(false) }
  const at = new Date(clock.now())
  const day = order.portionsDay ?? order.businessDay
  const sameDay = { ...own, businessDay: day }
  if ((await records.boards.update(sameDay, { ...unsold(restock, () => true), [mark]: at })) === 1) return
  // An ingredient that was not cooked is as good the next day.
  const keeps = (sku: string) => ingredientOf(sku) !== undefined
  await records.boards.update({ ...own, businessDay: _.gt(day) }, { ...unsold(restock, keeps), [mark]: at })
}

/** What was sold is not: it can be sold again if it keeps, else it is as if the day had never had it. */
function unsold(restock: Refund['restock'], keeps: (sku: string) => boolean): Change {
  return Object.fromEntries(
    Object.entries(restock).flatMap(([sku, quantity]) => [
      [`sold.${sku}`, _.inc(-quantity)],
      keeps(sku) ? [`left.${sku}`, _.inc(quantity)] : [`received.${sku}`, _.inc(-quantity)],
    ]),
  )
}
