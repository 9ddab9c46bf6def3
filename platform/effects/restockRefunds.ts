import type { Order, Refund } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/**
 * Portions that were given back before anybody cooked them can be sold again, each once: the board remembers the
 * refund until the order does. Those of an earlier business day are written off, since that day's portions are gone.
 */
export async function restockRefunds(order: Order, house: House): Promise<'done' | 'later'> {
  // What is still held is not sold yet, and only what is sold can come back.
  if (order.owes.includes('settle')) return 'later'
  const { records, clock } = house
  for (const [number, refund] of Object.entries(order.refunds ?? {})) {
    if (refund.restockedAt || Object.keys(refund.restock).length === 0) continue
    await putBack(order, number, refund, house)
    await records.orders.update(
      { _id: order._id, [`refunds.${number}.restockedAt`]: _.exists(false) },
      { [`refunds.${number}.restockedAt`]: new Date(clock.now()) },
    )
  }
  return 'done'
}

async function putBack(order: Order, number: string, refund: Refund, { records, clock }: House): Promise<void> {
  const mark = `returned.${order._id}-${number}`
  const change = (into: 'left' | 'received', sign: 1 | -1) =>
    Object.fromEntries(
      Object.entries(refund.restock).flatMap(([sku, quantity]) => [
        [`sold.${sku}`, _.inc(-quantity)],
        [`${into}.${sku}`, _.inc(sign * quantity)],
      ]),
    )
  const own = { _id: order.store, [mark]: _.exists(false) }
  const at = new Date(clock.now())
  const day = order.portionsDay ?? order.businessDay
  const sameDay = { ...own, businessDay: day }
  if ((await records.boards.update(sameDay, { ...change('left', 1), [mark]: at })) === 1) return
  await records.boards.update({ ...own, businessDay: _.gt(day) }, { ...change('received', -1), [mark]: at })
}
