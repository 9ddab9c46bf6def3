import { type SittingCard, type StaffDocument, tableStaffRequests } from '@yundian/contract'
import { type House, useCase } from '@yundian/platform'
import { changeSitting } from './changeSitting.ts'

/** Staff have seen the guests who opened a table by scanning: from now on they may order to pay later. */
export const greetGuests = useCase(
  tableStaffRequests.greetGuests,
  async ({ sitting }, house: House, staff: StaffDocument): Promise<SittingCard> =>
    changeSitting(sitting, { change: { greeted: true, touchedAt: new Date(house.clock.now()) } }, house, staff),
)
