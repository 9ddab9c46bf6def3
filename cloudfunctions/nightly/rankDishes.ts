import type { StoreDocument } from '@yundian/contract'
import { businessDaysBefore, rankDishes as rank } from '@yundian/domain'
import { _, type House, publishMenu } from '@yundian/platform'

/** Days whose sales make the ranking. */
const daysCounted = 30

/** What a store sold best in the last 30 days comes into its next menu, so that showing it costs no request. */
export async function rankDishes(store: StoreDocument, house: House): Promise<void> {
  const { records, clock } = house
  const ids = businessDaysBefore(clock.now(), store, daysCounted).map((day) => `${store._id}:${day}`)
  const reports = await records.reports.find({ _id: _.in(ids) }, { fields: ['dishes'] })
  const dishes = rank(reports)
  if (dishes.length === 0) return
  await records.rankings.put({ _id: store._id, dishes, countedAt: new Date(clock.now()) })
  await publishMenu(store._id, house)
}
