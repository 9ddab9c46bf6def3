import { type SittingCard, type StaffDocument, tableStaffRequests } from '@yundian/contract'
import { isAllPaid, Refusal, unpaidFen } from '@yundian/domain'
import { freeTable, type House, readMeal, sendBatches, sittingCard, useCase } from '@yundian/platform'

/** Each try after the first follows a batch that was ordered in between. */
const mostTries = 10

/**
 * Staff clear a table (清台): the sitting ends and its code lets nobody in. Only when nothing is unpaid; a batch that comes
 * in between keeps the table.
 */
export const closeTable = useCase(
  tableStaffRequests.closeTable,
  async ({ sitting: id }, house: House, staff: StaffDocument): Promise<SittingCard> => {
    for (let tries = 0; tries < mostTries; tries++) {
      const meal = await readMeal(id, house)
      if (meal?.sitting.store !== staff.store) throw new Refusal('unknown_sitting', { sitting: id })
      const { sitting, batches } = meal
      if (sitting.status === 'closed') return sittingCard(sitting, house)
      const awaits = Object.keys(sitting.arriving ?? {}).length > 0
      if (sitting.bill || awaits || !isAllPaid(batches)) {
        throw new Refusal('table_unpaid', { table: sitting.table, unpaidFen: unpaidFen(batches) })
      }
      if (sitting.pending) await sendBatches(sitting, house)
      else await freeTable(sitting, house)
    }
    throw new Error(`sitting ${id} could not be closed in ${mostTries} tries`)
  },
)
