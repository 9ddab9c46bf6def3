import { type SittingCard, type StaffDocument, tableStaffRequests } from '@yundian/contract'
import { _, type House, useCase } from '@yundian/platform'
import { changeSitting } from './changeSitting.ts'

/** Staff give a party that was joined to another its own bill again (拆台). */
export const splitTables = useCase(
  tableStaffRequests.splitTables,
  async ({ sitting }, house: House, staff: StaffDocument): Promise<SittingCard> =>
    changeSitting(sitting, { change: { joinedTo: _.remove(), touchedAt: new Date(house.clock.now()) } }, house, staff),
)
