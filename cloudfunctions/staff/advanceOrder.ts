import { type KitchenOrder, type StaffDocument, staffRequests } from '@yundian/contract'
import { type House, useCase } from '@yundian/platform'
import { moveOrder } from './moveOrder.ts'

/** An order is ready to be handed out, or has been. */
export const advanceOrder = useCase(
  staffRequests.advanceOrder,
  async ({ order, to }, house: House, staff: StaffDocument): Promise<KitchenOrder> =>
    moveOrder(order, to, house, staff),
)
