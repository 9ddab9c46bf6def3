import { billDayOf } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/**
 * The money of a refund arrived, as the pay platform says: recorded once, also when its acceptance never was, because
 * the platform's answer to the sending was lost.
 */
export async function finishRefund(orderId: string, number: string, { records, clock }: House): Promise<void> {
  const now = clock.now()
  await records.orders.update(
    { _id: orderId, [`refunds.${number}.state`]: _.in(['granted', 'accepted']) },
    {
      [`refunds.${number}.state`]: 'done',
      [`refunds.${number}.doneAt`]: new Date(now),
      refundDays: _.addToSet(billDayOf(now)),
      owes: _.push(['messageRefunded']),
    },
  )
}
