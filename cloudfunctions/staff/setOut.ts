import { type KitchenOrder, type StaffDocument, staffRequests } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { _, type House, kitchenOrder, useCase } from '@yundian/platform'
import { ownOrder } from './ownOrder.ts'

/** Somebody sets out with a delivery that is ready; the diner sees it on its way. */
export const setOut = useCase(
  staffRequests.setOut,
  async ({ order: id }, house: House, staff: StaffDocument): Promise<KitchenOrder> => {
    const { records, clock } = house
    const out = await records.orders.updateAndReturn(
      { _id: id, store: staff.store, mode: 'delivery', status: 'ready', outAt: _.exists(false) },
      { outAt: new Date(clock.now()) },
    )
    if (out) return kitchenOrder(out)
    const order = await ownOrder(id, house, staff)
    if (order.outAt) return kitchenOrder(order)
    throw new Refusal('wrong_status', { status: order.status, wanted: 'ready' })
  },
)
