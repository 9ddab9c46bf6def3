import { _, deliver, type House } from '@yundian/platform'
import { eachInTime } from './eachInTime.ts'

const mostDeliveries = 200

/** Tells other systems what they did not hear yet. @returns how many heard it */
export async function deliverWebhooks(house: House): Promise<number> {
  const { records, clock } = house
  const due = await records.deliveries.find(
    { nextAt: _.lte(new Date(clock.now())) },
    { orderBy: [{ field: 'nextAt', direction: 'asc' }], limit: mostDeliveries },
  )
  return eachInTime(due, house, (delivery) => deliver(delivery, house))
}
