import { type BillView, billDinerRequests } from '@yundian/contract'
import { billView, type Diner, fixBill, type House, useCase } from '@yundian/platform'
import { ownParty } from './ownParty.ts'

/**
 * A party decides how it pays (一起付, 各付各的, AA): the bill is fixed and divided. Until somebody begins to pay it can be
 * divided anew.
 */
export const splitBill = useCase(
  billDinerRequests.splitBill,
  async ({ sitting, split, expectedTotal }, house: House, { openid }: Diner): Promise<BillView> => {
    await fixBill(await ownParty(sitting, openid, house), split, expectedTotal, house)
    return billView(await ownParty(sitting, openid, house), openid, house)
  },
)
