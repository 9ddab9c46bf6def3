import { type StaffDocument, type TableStaffReplies, tableStaffRequests } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type House, newestMenu, sceneOf, useCase } from '@yundian/platform'

/** The owner prints the QR codes of his tables: what each of them says. */
export const tableCodes = useCase(
  tableStaffRequests.tableCodes,
  async (_request, house: House, staff: StaffDocument): Promise<TableStaffReplies['tableCodes']> => {
    if (staff.role !== 'owner') throw new Refusal('not_allowed', { need: 'owner' })
    const menu = await newestMenu(staff.store, house)
    if (!menu) throw new Refusal('unknown_store', { store: staff.store })
    const codes = menu.tables.map(({ id, area }) => ({
      table: id,
      area,
      scene: sceneOf(staff.store, id, house.tableKey),
    }))
    return { codes }
  },
)
