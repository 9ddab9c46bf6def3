import type { StoreDocument } from '@yundian/contract'
import { isAllPaid, type Sitting, tableRules } from '@yundian/domain'
import { _, freeTable, type House, readAll, readMeal } from '@yundian/platform'
import { eachInTime } from './eachInTime.ts'

const mostSittings = 100

/** Frees tables that guests have left without a word: nothing is unpaid and nobody touched them for long. @returns how many */
export async function closeIdleTables(house: House): Promise<number> {
  let closed = 0
  for (const store of await readAll(house.records.stores, {})) closed += await closeIdleOf(store, house)
  return closed
}

async function closeIdleOf(store: StoreDocument, house: House): Promise<number> {
  const { records, clock } = house
  const idle = await records.sittings.find(
    { store: store._id, status: 'open', touchedAt: _.lte(new Date(clock.now() - tableRules(store).idleMs)) },
    { orderBy: [{ field: 'touchedAt', direction: 'asc' }], limit: mostSittings },
  )
  return eachInTime(idle, house, (sitting) => closeIfPaid(sitting, house))
}

/** Only as it was read: a batch or a touch in between keeps the table. */
async function closeIfPaid({ _id, touchedAt }: Sitting, house: House): Promise<boolean> {
  const meal = await readMeal(_id, house)
  return meal !== undefined && isAllPaid(meal.batches) && freeTable(meal.sitting, house, { touchedAt })
}
