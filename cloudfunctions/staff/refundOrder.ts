import { type KitchenOrder, type StaffDocument, staffRequests } from '@yundian/contract'
import { type Order, Refusal, whoGrants } from '@yundian/domain'
import { grantRefund, type House, kitchenOrder, useCase } from '@yundian/platform'
import { ownOrder } from './ownOrder.ts'

/** Staff give money back: the whole order, some portions of it, or an amount. What was served is for the owner. */
export const refundOrder = useCase(
  staffRequests.refundOrder,
  async ({ order: id, ...grant }, house: House, staff: StaffDocument): Promise<KitchenOrder> => {
    const order = await ownOrder(id, house, staff)
    const granted = await grantRefund(order, { ...grant, by: staff._id }, house, (seen: Order) => {
      if (whoGrants(seen) === 'owner' && staff.role !== 'owner') throw new Refusal('not_allowed', { need: 'owner' })
    })
    return kitchenOrder(granted)
  },
)
