import { moneyOf, orderOfPayment, outRefundNo } from '@yundian/domain'
import type { House } from '../house.ts'
import type { RefundFact } from '../pay/notice.ts'
import { finishRefund } from './finishRefund.ts'
import { refundFailed } from './refundFailed.ts'
import { tellOfRefund } from './tellOfRefund.ts'

/** Records what a notice says of a refund of ours; what fits none is told to the owner (A10, A17). */
export async function recordRefund(fact: RefundFact, house: House, ourMerchant?: string): Promise<void> {
  const id = orderOfPayment(fact.outTradeNo)
  const order = await house.records.orders.get(id)
  const found = Object.entries(order?.refunds ?? {}).find(([number]) => outRefundNo(id, number) === fact.refundId)
  const isOurs = fact.merchant === undefined || fact.merchant === ourMerchant
  if (!found || !isOurs || moneyOf(found[1]) !== fact.refundFen) {
    const what = `of ${fact.refundFen} fen for ${fact.outTradeNo} is none of ours`
    return tellOfRefund(fact.refundId, 'notOurs', what, house)
  }
  if (fact.state === 'done') await finishRefund(id, found[0], house)
  // A failure that was told before the money arrived may be told again after it.
  else if (found[1].state !== 'done') await refundFailed(id, found[0], house)
}
