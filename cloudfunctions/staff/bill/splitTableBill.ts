import { type BillView, billStaffRequests, type StaffDocument } from '@yundian/contract'
import { billView, fixBill, type House, useCase } from '@yundian/platform'
import { tableParty } from './tableParty.ts'

/** Staff divide a bill as the guests want it, by the line if need be (分单). */
export const splitTableBill = useCase(
  billStaffRequests.splitTableBill,
  async ({ sitting, split, expectedTotal }, house: House, staff: StaffDocument): Promise<BillView> => {
    await fixBill(await tableParty(sitting, house, staff), split, expectedTotal, house)
    return billView(await tableParty(sitting, house, staff), undefined, house)
  },
)
