import { outRefundNo } from '@yundian/domain'
import type { House } from '../house.ts'
import type { RefundFact } from '../pay/notice.ts'
import { finishRefund } from './finishRefund.ts'
import { refundFailed } from './refundFailed.ts'
import { tellOfRefund } from './tellOfRefund.ts'

/** Records what a notice says of a refund of ours; what fits none is told to the owner (A10, A17). */
export async function recordRefund(fact: RefundFact, house: House, ourMerchant?: string): Promise<void> {
  const order = await house.records.orders.get(fact.outTradeNo)
  const found = Object.entries(order?.refunds ?? {}).find(
    ([number]) => outRefundNo(fact.outTradeNo, number) === fact.refundId,
  )
  const isOurs = fact.merchant === undefined || fact.merchant === ourMerchant
  if (!found || !isOurs || found[1].fen !== fact.refundFen) {
    return tellOfRefund(fact.refundId, `of ${fact.refundFen} fen for ${fact.outTradeNo} is none of ours`, house)
  }
  if (fact.state === 'done') await finishRefund(fact.outTradeNo, found[0], house)
  else await refundFailed(fact.outTradeNo, found[0], house)
}
