import { type BillView, billStaffRequests, type StaffDocument } from '@yundian/contract'
import { billView, type House, useCase } from '@yundian/platform'
import { tableParty } from './tableParty.ts'

/** Staff look at what a party has to pay. */
export const openTableBill = useCase(
  billStaffRequests.openTableBill,
  async ({ sitting }, house: House, staff: StaffDocument): Promise<BillView> =>
    billView(await tableParty(sitting, house, staff), undefined, house),
)
