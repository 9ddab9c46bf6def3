import { type SittingCard, type StaffDocument, tableStaffRequests } from '@yundian/contract'
import { placeOf, Refusal, type Sitting } from '@yundian/domain'
import { _, type House, newestMenu, sendBatches, sittingCard, useCase } from '@yundian/platform'
import { openSittingOf } from './changeSitting.ts'

/**
 * Staff lead a party to another table (转台): one write moves all that is theirs, and the unique index refuses it when
 * somebody sits there. What they ordered follows; the kitchen sees the new table.
 */
export const transferTable = useCase(
  tableStaffRequests.transferTable,
  async ({ sitting: id, to }, house: House, staff: StaffDocument): Promise<SittingCard> => {
    const menu = await newestMenu(staff.store, house)
    if (!menu?.tables.some((table) => table.id === to)) throw new Refusal('unknown_table', { table: to })
    const moved = (await move(id, to, house, staff)) ?? (await openSittingOf(id, house, staff))
    if (moved.pending) await sendBatches(moved, house)
    return sittingCard(moved, house)
  },
)

async function move(
  id: string,
  to: string,
  { records, clock }: House,
  staff: StaffDocument,
): Promise<Sitting | undefined> {
  const moved = await records.sittings.updateUnique(
    { _id: id, store: staff.store, status: 'open', table: _.neq(to) },
    {
      table: to,
      place: placeOf(staff.store, to),
      moves: _.inc(1),
      pending: true,
      touchedAt: new Date(clock.now()),
    },
  )
  if (moved === 'exists') throw new Refusal('table_taken', { table: to })
  return moved
}
