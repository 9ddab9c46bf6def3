import { _, freeTaken, type House, tableDayId } from '@yundian/platform'
import { eachInTime } from './eachInTime.ts'

/** A table taken for a reservation that was not written by then never will be, unless its diner asks again. */
const graceMs = 5 * 60_000
const most = 200

/**
 * Frees tables of reservations that are over, or that were never written since a function died in between.
 * @returns how many
 */
export async function freeReservedTables(house: House): Promise<number> {
  const { records, clock } = house
  const over = await records.reservations.find(
    { status: _.in(['cancelled', 'noShow']), released: false },
    { limit: most },
  )
  const freed = await eachInTime(over, house, async ({ _id, store, businessDay }) => {
    await freeTaken(tableDayId(store, businessDay), _id, house)
    return true
  })
  const yesterday = new Date(clock.now() - 86_400_000).toISOString().slice(0, 10)
  const days = await records.tableDays.find({ businessDay: _.gte(yesterday) }, { limit: most })
  const old = days.flatMap((day) =>
    Object.entries(day.since ?? {})
      .filter(([, since]) => since.getTime() + graceMs < clock.now())
      .map(([id]) => ({ _id: id, day: day._id })),
  )
  const lost = await eachInTime(old, house, async ({ _id, day }) => {
    if (!(await records.reservations.get(_id))) {
      await freeTaken(day, _id, house)
      return true
    }
    await records.tableDays.update({ _id: day }, { [`since.${_id}`]: _.remove() })
    return false
  })
  return freed + lost
}
