import { type SittingCard, type StaffDocument, tableStaffRequests } from '@yundian/contract'
import { type House, useCase } from '@yundian/platform'
import { changeSitting } from './changeSitting.ts'

/** Staff say how many people sit at a table: its fees per head follow. */
export const setPeople = useCase(
  tableStaffRequests.setPeople,
  async ({ sitting, people }, house: House, staff: StaffDocument): Promise<SittingCard> =>
    changeSitting(sitting, { change: { people, touchedAt: new Date(house.clock.now()) } }, house, staff),
)
