import { type KitchenOrder, type StaffDocument, staffRequests } from '@yundian/contract'
import { orderStatuses, Refusal, whoGrants } from '@yundian/domain'
import { _, type House, kitchenOrder, useCase } from '@yundian/platform'
import { ownOrder } from './ownOrder.ts'

/** While an order has something to give back, a wish for it can be answered. */
const open = orderStatuses.filter((status) => whoGrants({ status }) !== undefined)

/** Staff say no to a diner who wants his money back; they may still give it later. */
export const declineRefund = useCase(
  staffRequests.declineRefund,
  async ({ order: id }, house: House, staff: StaffDocument): Promise<KitchenOrder> => {
    const declined = await house.records.orders.updateAndReturn(
      {
        _id: id,
        store: staff.store,
        status: _.in(open),
        'refundAsked.at': _.exists(true),
        'refundAsked.declinedAt': _.exists(false),
      },
      { 'refundAsked.declinedAt': new Date(house.clock.now()) },
    )
    if (declined) return kitchenOrder(declined)
    const order = await ownOrder(id, house, staff)
    if (order.refundAsked && open.includes(order.status)) return kitchenOrder(order)
    throw new Refusal('wrong_status', { status: order.status, wanted: 'refundAsked' })
  },
)
