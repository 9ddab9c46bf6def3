import type { StoreDocument } from '@yundian/contract'
import { businessDaysBefore, learnMinutes } from '@yundian/domain'
import { _, type House, pages } from '@yundian/platform'

const daysLearnedFrom = 14

/**
 * Learns how long each dish really takes from the orders of the last fortnight, and writes it on the board, where every
 * promise of time reads it without a further round trip.
 */
export async function learnCookTimes(store: StoreDocument, { records, clock, menus }: House): Promise<void> {
  const board = await records.boards.get(store._id)
  const menu = board && (await menus.take(store._id, board.menuVersion))
  if (!menu?.store.stations?.length) return
  const days = businessDaysBefore(clock.now(), store, daysLearnedFrom)
  const cooked = []
  for await (const orders of pages(records.orders, { store: store._id, businessDay: _.in(days) })) {
    for (const { lines, cookingAt, readyAt } of orders)
      if (cookingAt && readyAt) cooked.push({ lines, cookingAt, readyAt })
  }
  await records.boards.update({ _id: store._id }, { cookMinutes: _.set(learnMinutes(menu, cooked)) })
}
