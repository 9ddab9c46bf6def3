import { mayMove, type Order, type OrderStatus, orderOfPayment, orderStatuses, outRefundNo } from '@yundian/domain'
import type { Database, FunctionCall } from '@yundian/emulator'
import type { ParsedNotice } from '@yundian/platform'

/**
 * Looks whether what a function answers is so: an order that it shows is stored, and was in that state; a notice that
 * it acknowledges is proven, and recorded on the order or in suspense (R2, A9).
 * @param told what the call says as a notice by HTTP, if it is one
 * @returns what is not so
 */
export async function judgeAnswer(
  { functionName, event, source }: FunctionCall,
  answer: unknown,
  told: ParsedNotice | undefined,
  database: Database,
  orders: Map<string, Order>,
): Promise<string[]> {
  if (functionName === 'paymentNotified' || functionName === 'refundNotified') {
    const { errcode } = answer as { errcode?: number }
    if (errcode !== 0) return []
    if (source !== 'wx_paycallback') return [`A9 a notice from ${source} was acknowledged`]
    if (functionName === 'refundNotified') return judgeRefund(event as RefundNotice, database, orders)
    return judgePayment(event as PaymentNotice, database, orders)
  }
  if (told) {
    if ((answer as { statusCode?: number }).statusCode !== 200) return []
    if (told.kind === 'refused') return [`A9 a notice to ${functionName} was acknowledged: ${told.reason}`]
    if (told.kind === 'payment') return judgePayment(told.fact, database, orders)
    if (told.kind === 'nothing') return []
    const { outTradeNo, refundId, state } = told.fact
    return state === 'done' ? judgeRefund({ outTradeNo, outRefundNo: refundId }, database, orders) : []
  }
  const { ok, value } = answer as { ok?: boolean; value?: { id?: string; status?: OrderStatus } }
  if (ok !== true || value?.id === undefined || value.status === undefined) return []
  const stored = orders.get(value.id)
  if (!stored) return [`order ${value.id} was shown and is not stored`]
  if (reachable(value.status).has(stored.status)) return []
  return [`order ${value.id} was shown as ${value.status} and is ${stored.status}`]
}

interface PaymentNotice {
  outTradeNo: string
  transactionId: string
}

async function judgePayment(
  { outTradeNo, transactionId }: PaymentNotice,
  database: Database,
  orders: Map<string, Order>,
): Promise<string[]> {
  if (orders.get(orderOfPayment(outTradeNo))?.payment?.transactionId === transactionId) return []
  const suspended = await database.count('suspense', { _id: `${outTradeNo}:${transactionId}` })
  return suspended === 1 ? [] : [`I6 payment ${transactionId} of ${outTradeNo} was acknowledged and is not recorded`]
}

interface RefundNotice {
  outTradeNo: string
  outRefundNo: string
}

async function judgeRefund(
  { outTradeNo, outRefundNo: refundId }: RefundNotice,
  database: Database,
  orders: Map<string, Order>,
): Promise<string[]> {
  const id = orderOfPayment(outTradeNo)
  const refunds = Object.entries(orders.get(id)?.refunds ?? {})
  if (refunds.some(([number, { state }]) => outRefundNo(id, number) === refundId && state === 'done')) return []
  const told = await database.count('alerts', {
    _id: { $in: [`refund:${refundId}:notArrived`, `refund:${refundId}:notOurs`] },
  })
  return told > 0 ? [] : [`R2 refund ${refundId} was acknowledged and is not recorded`]
}

const reached = new Map<OrderStatus, Set<OrderStatus>>()

/** The states that an order in a state may be in a little later. */
function reachable(from: OrderStatus): Set<OrderStatus> {
  const known = reached.get(from)
  if (known) return known
  const found = new Set<OrderStatus>([from])
  for (const state of found) for (const next of orderStatuses) if (mayMove(state, next)) found.add(next)
  reached.set(from, found)
  return found
}
