import { type OwnerReplies, ownerRequests, type StaffDocument } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type House, readEdited, useCase, writeMenuFile } from '@yundian/platform'

/** The owner takes his whole menu home as a spreadsheet: what he edits, sold now or not. */
export const exportMenu = useCase(
  ownerRequests.exportMenu,
  async ({ format }, house: House, { store }: StaffDocument): Promise<OwnerReplies['exportMenu']> => {
    const menu = await readEdited(store, house)
    if (!menu) throw new Refusal('unknown_store', { store })
    return { name: `menu-${store}.${format}`, base64: writeMenuFile(menu, format).toString('base64') }
  },
)
