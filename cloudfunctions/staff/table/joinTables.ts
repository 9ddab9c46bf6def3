import { type SittingCard, type StaffDocument, tableStaffRequests } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { _, discardBill, type House, useCase } from '@yundian/platform'
import { changeSitting, openSittingOf } from './changeSitting.ts'

/**
 * Staff put a party on the bill of another (并桌): each keeps its table, its cart and its batches. Who is joined to a
 * party that is gone has a bill of its own again; who pays already joins nobody. Bills are not chained: who has guests on his bill joins nobody.
 */
export const joinTables = useCase(
  tableStaffRequests.joinTables,
  async ({ sitting, to }, house: House, staff: StaffDocument): Promise<SittingCard> => {
    const host = await openSittingOf(to, house, staff)
    const [guest] = await house.records.sittings.find({ joinedTo: sitting, status: 'open' }, { limit: 1 })
    if (to === sitting || host.joinedTo !== undefined || guest) {
      throw new Refusal('wrong_status', { status: 'joined', wanted: 'a party with a bill of its own' })
    }
    await discardBill(await openSittingOf(sitting, house, staff), house)
    const change = { joinedTo: to, touchedAt: new Date(house.clock.now()) }
    return changeSitting(sitting, { condition: { bill: _.exists(false) }, change }, house, staff)
  },
)
