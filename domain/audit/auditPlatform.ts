import { moneyOf } from '../account/partPayments.ts'
import type { Order } from '../order.ts'
import { orderOfPayment, paymentNumber } from '../paymentNumber.ts'
import { type Finding, findingsOf } from './finding.ts'

/** A payment as the pay platform tells it; fees in fen. */
export interface PlatformPayment {
  outTradeNo: string
  /** Absent: nobody paid. */
  transactionId?: string
  isPaid: boolean
  totalFee: number
  refundedFee: number
}

/**
 * Audits the ledger beside the pay platforms', at rest: every payment is one of ours and has its end (I1, I6, I8). Of cash
 * nobody but we keep a book.
 * @param suspended `<number>:<transaction>` of payments that are kept in suspense, since they fit no order
 */
export function auditPlatform(
  orders: readonly Order[],
  payments: readonly PlatformPayment[],
  suspended: ReadonlySet<string>,
): Finding[] {
  const taken = new Map(payments.filter(({ isPaid }) => isPaid).map((payment) => [nameOf(payment), payment]))
  const wrong = orders.flatMap((order) => {
    const { _id, status, payment: own } = order
    // Of cash nobody but we keep a book, and of what points and stored value paid whole no platform knows.
    if (own?.transactionId === undefined || own.channel === 'cash' || own.paidFen === 0) return []
    const backFen = Object.values(order.refunds ?? {}).reduce((sum, refund) => sum + moneyOf(refund), 0)
    const find = findingsOf(`orders/${_id}`)
    const name = nameOf({ outTradeNo: paymentNumber(order), transactionId: own.transactionId })
    const payment = taken.get(name)
    taken.delete(name)
    if (!payment) return find('I1', true, `is ${status}, and the platform took nothing`)
    return [
      ...find('I1', payment.totalFee !== own.paidFen, `took ${own.paidFen}, the platform ${payment.totalFee}`),
      ...find('I1', payment.refundedFee !== backFen, `gave back ${backFen} fen, the platform ${payment.refundedFee}`),
    ]
  })
  const known = new Map(orders.map((order) => [order._id, order]))
  const lost = [...taken].filter(([name]) => !suspended.has(name)).map(([, payment]) => payment)
  return [...wrong, ...lost.flatMap((payment) => unheard(payment, known.get(orderOfPayment(payment.outTradeNo))))]
}

function unheard({ outTradeNo, totalFee }: PlatformPayment, order: Order | undefined): Finding[] {
  if (!order) return findingsOf(`payments/${outTradeNo}`)('I8', true, 'belongs to no order')
  return findingsOf(`orders/${order._id}`)('I6', true, `is ${order.status}, and the platform took ${totalFee} fen`)
}

const nameOf = ({ outTradeNo, transactionId }: Pick<PlatformPayment, 'outTradeNo' | 'transactionId'>) =>
  `${outTradeNo}:${transactionId}`
