import { aheadKey, type Board, isEarlier, type Menu, restock, type StockTime } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/**
 * Turns a board of an earlier business day or meal period to this one, once: limited dishes are restocked; with a new
 * day pickup numbers begin again at 1, or after those given ahead for it, and what staff said for yesterday only is over. A board is never turned back.
 */
export async function turnBoard(board: Board, menu: Menu, time: StockTime, { records }: House): Promise<void> {
  const { businessDay, period } = time
  if (!isEarlier(board, time)) return
  const isNewDay = board.businessDay < businessDay
  const over = isNewDay ? endOfSwitches(board, businessDay) : { portions: {}, change: {} }
  const ahead = isNewDay ? numbersOf(board, businessDay) : { seen: {}, change: {} }
  const portions = Object.entries({ ...over.portions, ...restock(board, menu, time) })
  const changes = portions.flatMap(([sku, change]) => [
    [`left.${sku}`, _.inc(change)],
    [`received.${sku}`, _.inc(change)],
  ])
  // What was seen may have been sold meanwhile; less than nothing is never left.
  const enough = portions.filter(([, change]) => change < 0).map(([sku, change]) => [`left.${sku}`, _.gte(-change)])
  await records.boards.update(
    {
      _id: board._id,
      businessDay: board.businessDay,
      period: board.period,
      ...ahead.seen,
      ...Object.fromEntries(enough),
    },
    { businessDay, period, ...ahead.change, ...over.change, ...Object.fromEntries(changes) },
  )
}

/** Pickup numbers of a new day: they go on after those that orders for it were given before, none of which may be missed. */
function numbersOf({ ahead = {} }: Board, businessDay: string) {
  const path = `ahead.${aheadKey(businessDay)}`
  const given = ahead[aheadKey(businessDay)]
  return { seen: { [path]: given ?? _.exists(false) }, change: { lastNumber: given ?? 0, [path]: _.remove() } }
}

/** What staff said for an earlier day: dishes are on again, and what they limited is no longer counted. */
export function endOfSwitches({ off, counted = {}, left }: Board, businessDay: string) {
  const onAgain = Object.keys(off).filter((sku) => (off[sku]?.until ?? '9999') <= businessDay)
  const uncounted = Object.keys(counted).filter((sku) => (counted[sku] ?? '') < businessDay)
  return {
    portions: Object.fromEntries(uncounted.map((sku) => [sku, -(left[sku] ?? 0)])),
    change: Object.fromEntries([
      ...onAgain.map((sku) => [`off.${sku}`, _.remove()]),
      ...uncounted.map((sku) => [`counted.${sku}`, _.remove()]),
    ]),
  }
}
