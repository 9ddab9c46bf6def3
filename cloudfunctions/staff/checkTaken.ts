import { type CounterOrder, type StaffDocument, staffRequests } from '@yundian/contract'
import { askChannel, counterOrder, type House, letPaymentGo, useCase, withAnswers } from '@yundian/platform'
import { ownOrder } from './ownOrder.ts'

/** The counter waits for a diner who confirms on his phone: the channel is asked, and what it knows is recorded (R7). */
export const checkTaken = useCase(
  staffRequests.checkTaken,
  async ({ order: id }, house: House, staff: StaffDocument): Promise<CounterOrder> => {
    const order = await ownOrder(id, house, staff)
    if (order.status !== 'placed' || !order.payment) return counterOrder(order)
    // What failed on the diner's phone, or was turned down there, leaves the order open to every way.
    if ((await askChannel(order, withAnswers(house))) === 'closed') await letPaymentGo(order, house)
    return counterOrder(await ownOrder(id, house, staff))
  },
)
