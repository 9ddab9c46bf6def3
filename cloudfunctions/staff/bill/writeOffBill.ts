import { type BillView, billStaffRequests, type StaffDocument } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { billView, type House, useCase, writeOffShares } from '@yundian/platform'
import { tableParty } from './tableParty.ts'

/** The owner gives up what nobody will pay of a bill (跑单, 免单): it is over, and the report says what it cost. */
export const writeOffBill = useCase(
  billStaffRequests.writeOffBill,
  async ({ sitting, bill, reason }, house: House, staff: StaffDocument): Promise<BillView> => {
    if (staff.role !== 'owner') throw new Refusal('not_allowed', { need: 'owner' })
    const { host } = await tableParty(sitting, house, staff)
    await writeOffShares(host, bill, { by: staff._id, reason }, house)
    return billView(await tableParty(sitting, house, staff), undefined, house)
  },
)
