import { billStaffRequests, type KitchenOrder, type StaffDocument } from '@yundian/contract'
import { Refusal, whoVoids } from '@yundian/domain'
import { type House, kitchenOrder, useCase, voidOrder } from '@yundian/platform'
import { ownOrder } from '../ownOrder.ts'

/** Staff take portions off a bill (退菜) or give them away (赠菜). What was served is for the owner. */
export const voidLines = useCase(
  billStaffRequests.voidLines,
  async ({ order: id, kind, lines, ...grant }, house: House, staff: StaffDocument): Promise<KitchenOrder> => {
    const order = await ownOrder(id, house, staff)
    const wish = { kind, ...(lines === undefined ? {} : { lines }) }
    const voided = await voidOrder(order, { ...grant, wish, by: staff._id }, house, (seen) => {
      if (whoVoids(seen) === 'owner' && staff.role !== 'owner') throw new Refusal('not_allowed', { need: 'owner' })
    })
    return kitchenOrder(voided)
  },
)
