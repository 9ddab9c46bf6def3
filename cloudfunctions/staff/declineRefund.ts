import { type KitchenOrder, type StaffDocument, staffRequests } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { _, type House, kitchenOrder, useCase } from '@yundian/platform'
import { ownOrder } from './ownOrder.ts'

/** Staff say no to a diner who wants his money back; they may still give it later. */
export const declineRefund = useCase(
  staffRequests.declineRefund,
  async ({ order: id }, house: House, staff: StaffDocument): Promise<KitchenOrder> => {
    const declined = await house.records.orders.updateAndReturn(
      { _id: id, store: staff.store, 'refundAsked.at': _.exists(true), 'refundAsked.declinedAt': _.exists(false) },
      { 'refundAsked.declinedAt': new Date(house.clock.now()) },
    )
    if (declined) return kitchenOrder(declined)
    const order = await ownOrder(id, house, staff)
    if (order.refundAsked) return kitchenOrder(order)
    throw new Refusal('wrong_status', { status: order.status, wanted: 'refundAsked' })
  },
)
