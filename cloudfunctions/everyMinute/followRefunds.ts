import { _, followRefund, type House } from '@yundian/platform'
import { eachInTime } from './eachInTime.ts'

const mostOrders = 300

/** Asks after refunds that were accepted and of which nothing was heard. @returns how many orders have none left */
export async function followRefunds(house: House): Promise<number> {
  const { records, clock } = house
  const due = await records.orders.find(
    { refundLookAt: _.lte(new Date(clock.now())) },
    { orderBy: [{ field: 'refundLookAt', direction: 'asc' }], limit: mostOrders },
  )
  return eachInTime(due, house, (order) => followRefund(order, house))
}
