import { businessDayOf, businessDaysBefore } from '@yundian/domain'
import { connectCounter, readAll, serveTrigger } from '@yundian/platform'
import { closeServedOrders } from './closeServedOrders.ts'
import { learnCookTimes } from './learnCookTimes.ts'
import { rankDishes } from './rankDishes.ts'
import { reconcileBills } from './reconcileBills.ts'
import { tellForgottenOrders } from './tellForgottenOrders.ts'
import { tellForgottenTables } from './tellForgottenTables.ts'
import { writeReport } from './writeReport.ts'

/** Days looked back for a report that an earlier night missed. */
const daysBack = 7

connectCounter()

/** The business day is closed: served orders are closed, each store's day gets its report, and bills are compared. */
export const main = serveTrigger(async (_event: unknown, house) => {
  const { records, clock } = house
  const closed = await closeServedOrders(house)
  const written: string[] = []
  for (const store of await readAll(records.stores, {})) {
    const days = businessDaysBefore(clock.now(), store, daysBack)
    for (const day of days) {
      if (await writeReport(store, day, house, day === days[0])) written.push(`${store._id}:${day}`)
    }
    await learnCookTimes(store, house)
    await rankDishes(store, house)
    await tellForgottenOrders(store, businessDayOf(clock.now(), store), house)
    await tellForgottenTables(store, businessDayOf(clock.now(), store), house)
  }
  return { closed, written, reconciled: await reconcileBills(house) }
})
