import { type KitchenOrder, type StaffDocument, staffRequests } from '@yundian/contract'
import { type House, useCase } from '@yundian/platform'
import { moveOrder } from './moveOrder.ts'

/** The kitchen takes a paid order on and begins to cook it. */
export const acceptOrder = useCase(
  staffRequests.acceptOrder,
  async ({ order }, house: House, staff: StaffDocument): Promise<KitchenOrder> =>
    moveOrder(order, 'cooking', house, staff),
)
