import type { StoreDocument } from '@yundian/contract'
import {
  addEntryUse,
  addOrderUse,
  addToReport,
  emptyReport,
  type IngredientUses,
  topDishes,
  wasMade,
} from '@yundian/domain'
import { type House, pages } from '@yundian/platform'

const dishesListed = 20

/**
 * Writes the report of one store's business day from the ledger of orders, all of them, page by page (I11), and of the stock.
 * Run again, it says the same until the ledger changes, as by a refund on a later day.
 * @param evenEmpty writes it also for a day without orders
 * @returns false when there was nothing to report
 */
export async function writeReport(
  store: StoreDocument,
  businessDay: string,
  house: House,
  evenEmpty: boolean,
): Promise<boolean> {
  const { records, clock } = house
  let report = emptyReport()
  let ingredients: IngredientUses = {}
  let isEmpty = true
  for await (const orders of pages(records.orders, { store: store._id, businessDay })) {
    if (orders.length > 0) isEmpty = false
    for (const order of orders) {
      report = addToReport(report, order, store.timeZone)
      if (wasMade(order)) ingredients = addOrderUse(ingredients, order)
    }
  }
  for await (const entries of pages(records.stockEntries, { store: store._id, businessDay })) {
    ingredients = entries.reduce(addEntryUse, ingredients)
  }
  if (!evenEmpty && isEmpty) return false
  await records.reports.put({
    _id: `${store._id}:${businessDay}`,
    store: store._id,
    businessDay,
    ...report,
    dishes: topDishes(report, dishesListed),
    ...(Object.keys(ingredients).length > 0 ? { ingredients } : {}),
    madeAt: new Date(clock.now()),
  })
  return true
}
