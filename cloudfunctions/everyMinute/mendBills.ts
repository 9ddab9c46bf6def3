import { _, type House, mendBill } from '@yundian/platform'
import { eachInTime } from './eachInTime.ts'

const mostSittings = 300

/** Goes on with bills that somebody began and did not end. @returns of how many tables */
export async function mendBills(house: House): Promise<number> {
  const find = (filter: Record<string, unknown>) =>
    house.records.sittings.find(
      { status: 'open', ...filter },
      { orderBy: [{ field: 'touchedAt', direction: 'asc' }], limit: mostSittings },
    )
  const found = await Promise.all([
    find({ 'bill.id': _.exists(true) }),
    find({ settledAt: _.exists(true) }),
    find({ arriving: _.neq({}).and(_.exists(true)) }),
  ])
  const sittings = new Map(found.flat().map((sitting) => [sitting._id, sitting]))
  return eachInTime([...sittings.values()], house, async (sitting) => {
    await mendBill(sitting, house)
    return true
  })
}
