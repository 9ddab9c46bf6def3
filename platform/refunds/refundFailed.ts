import { outRefundNo } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { tellOfRefund } from './tellOfRefund.ts'

/** An accepted refund did not reach the diner: it is owed again, under the same number (R16), and the owner is told. */
export async function refundFailed(orderId: string, number: string, house: House): Promise<void> {
  await house.records.orders.update(
    { _id: orderId, [`refunds.${number}.state`]: 'accepted' },
    { [`refunds.${number}.state`]: 'granted', owes: _.addToSet('refund') },
  )
  const refundId = outRefundNo(orderId, number)
  await tellOfRefund(refundId, 'notArrived', 'did not arrive; it is sent again under the same number', house)
}
