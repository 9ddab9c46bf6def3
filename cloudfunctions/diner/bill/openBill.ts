import { type BillView, billDinerRequests } from '@yundian/contract'
import { billView, type Diner, type House, useCase } from '@yundian/platform'
import { ownParty } from './ownParty.ts'

/** Somebody at a table looks at what the party has to pay, and who pays what. */
export const openBill = useCase(
  billDinerRequests.openBill,
  async ({ sitting }, house: House, { openid }: Diner): Promise<BillView> =>
    billView(await ownParty(sitting, openid, house), openid, house),
)
