import { expectedAt, isDue, type Order, promiseOf, workAhead } from '@yundian/domain'
import { _, type House, readAll } from '@yundian/platform'
import { eachInTime } from './eachInTime.ts'

const mostOrders = 300

/** A promise is put off when it will be missed by more than this, and never by less: nobody wants a message for a minute. */
const toleratedMs = 3 * 60_000

/**
 * Finds orders that cannot be ready when it was promised, and promises another time: once a slip, in one conditional
 * write that owes the message to the diner. @returns how many were put off
 */
export async function renewPromises(house: House): Promise<number> {
  const { records, clock, menus } = house
  const now = clock.now()
  let renewed = 0
  for (const board of await readAll(records.boards, {})) {
    const menu = await menus.take(board._id, board.menuVersion)
    if (!menu?.store.stations?.length) continue
    const orders = await records.orders.find(
      { store: board._id, status: _.in(['paid', 'billed', 'cooking']) },
      { orderBy: [{ field: 'placedAt', direction: 'asc' }], limit: mostOrders },
    )
    const due = orders.filter((order) => isDue(order, now))
    renewed += await eachInTime(due, house, async (order) => {
      const promised = promiseOf(order)
      const expected = expectedAt(order, menu, workAhead(order, due), board.cookMinutes ?? {}, now)
      if (promised === undefined || expected === undefined || expected <= promised + toleratedMs) return false
      return putOff(order, expected, house)
    })
  }
  return renewed
}

async function putOff(order: Order, expected: number, { records }: House): Promise<boolean> {
  const seen = order.promisedAt ?? _.exists(false)
  const changed = await records.orders.update(
    { _id: order._id, status: order.status, promisedAt: seen },
    { promisedAt: new Date(expected), slips: _.inc(1), owes: _.push(['messageLate']) },
  )
  return changed === 1
}
