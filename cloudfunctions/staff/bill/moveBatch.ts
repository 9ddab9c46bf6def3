import { billStaffRequests, type KitchenOrder, type StaffDocument } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type House, kitchenOrder, leadOrder, useCase } from '@yundian/platform'
import { ownOrder } from '../ownOrder.ts'

/** Staff lead an order that is not paid from one table's bill to another's. */
export const moveBatch = useCase(
  billStaffRequests.moveBatch,
  async ({ order: id, to }, house: House, staff: StaffDocument): Promise<KitchenOrder> => {
    const [sitting] = await house.records.sittings.find({ _id: to, store: staff.store }, { limit: 1 })
    if (!sitting) throw new Refusal('unknown_sitting', { sitting: to })
    return kitchenOrder(await leadOrder(await ownOrder(id, house, staff), sitting, house))
  },
)
