import { type SittingCard, type StaffDocument, tableStaffRequests } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type House, hashId, newestMenu, newSitting, sittingCard, useCase } from '@yundian/platform'

/** Staff seat guests at a free table; their phones join by its code. */
export const openSeats = useCase(
  tableStaffRequests.openSeats,
  async ({ table, people, requestKey }, house: House, staff: StaffDocument): Promise<SittingCard> => {
    const menu = await newestMenu(staff.store, house)
    if (!menu?.tables.some(({ id }) => id === table)) throw new Refusal('unknown_table', { table })
    const _id = hashId(staff._id, requestKey)
    const sitting = newSitting(menu, { _id, table, people, openedBy: staff._id, greeted: true }, house.clock.now())
    if ((await house.records.sittings.add(sitting)) === 'added') return sittingCard(sitting, house)
    const earlier = await house.records.sittings.get(_id)
    if (!earlier) throw new Refusal('table_taken', { table })
    return sittingCard(earlier, house)
  },
)
