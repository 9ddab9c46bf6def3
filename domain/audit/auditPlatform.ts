import type { Order } from '../order.ts'
import { paymentNumber } from '../paymentNumber.ts'
import { type Finding, findingsOf } from './finding.ts'

/** A payment as the pay platform tells it; fees in fen. */
export interface PlatformPayment {
  outTradeNo: string
  isPaid: boolean
  totalFee: number
  refundedFee: number
}

/**
 * Audits the ledger beside the pay platform's, at rest: every payment is one of ours and has its end (I1, I6, I8).
 * @param suspended numbers of payments that are kept in suspense, since they fit no order
 */
export function auditPlatform(
  orders: readonly Order[],
  payments: readonly PlatformPayment[],
  suspended: ReadonlySet<string>,
): Finding[] {
  const taken = new Map(payments.filter(({ isPaid }) => isPaid).map((payment) => [payment.outTradeNo, payment]))
  const wrong = orders.flatMap((order) => {
    const find = findingsOf(`orders/${order._id}`)
    const number = paymentNumber(order)
    const payment = taken.get(number)
    taken.delete(number)
    if (!order.payment?.transactionId) {
      const lost = payment !== undefined && !suspended.has(number)
      return find('I6', lost, `is ${order.status}, and the platform took ${payment?.totalFee} fen`)
    }
    if (!payment) return find('I1', true, `is ${order.status}, and the platform took nothing`)
    return [
      ...find(
        'I1',
        payment.totalFee !== order.payment.paidFen,
        `took ${order.payment.paidFen}, the platform ${payment.totalFee}`,
      ),
      ...find(
        'I1',
        payment.refundedFee !== order.refundedFen,
        `gave back ${order.refundedFen} fen, the platform ${payment.refundedFee}`,
      ),
    ]
  })
  const foreign = [...taken.keys()].filter((id) => !suspended.has(id))
  return [...wrong, ...foreign.flatMap((id) => findingsOf(`payments/${id}`)('I8', true, 'belongs to no order'))]
}
