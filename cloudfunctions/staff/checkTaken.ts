import { type CounterOrder, type StaffDocument, staffRequests } from '@yundian/contract'
import { askChannel, counterOrder, type House, useCase } from '@yundian/platform'
import { ownOrder } from './ownOrder.ts'

/** The counter waits for a diner who confirms on his phone: the channel is asked, and what it knows is recorded (R7). */
export const checkTaken = useCase(
  staffRequests.checkTaken,
  async ({ order: id }, house: House, staff: StaffDocument): Promise<CounterOrder> => {
    const order = await ownOrder(id, house, staff)
    if (order.status !== 'placed' || !order.payment) return counterOrder(order)
    await askChannel(order, house)
    return counterOrder(await ownOrder(id, house, staff))
  },
)
