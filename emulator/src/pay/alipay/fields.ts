import { PayRefusal } from '../businessAnswer.ts'
import type { PayOrder } from '../order.ts'
import { fenOf } from '../yuan.ts'

/** `trade_status`: a trade is closed when it was never paid, and also when all of it went back. */
export function tradeStatus(order: PayOrder): 'WAIT_BUYER_PAY' | 'TRADE_CLOSED' | 'TRADE_SUCCESS' {
  if (order.paidAt === undefined) return order.state === 'CLOSED' ? 'TRADE_CLOSED' : 'WAIT_BUYER_PAY'
  const back = order.refunds.reduce((sum, { refundFee }) => sum + refundFee, 0)
  return back >= order.totalFee ? 'TRADE_CLOSED' : 'TRADE_SUCCESS'
}

/** An amount in yuan, as fen above 0. @throws PayRefusal PARAM_ERROR */
export function amount(fields: Record<string, unknown>, name: string): number {
  const fen = fenOf(fields[name])
  if (fen === undefined || fen === 0) throw new PayRefusal('PARAM_ERROR', `${name} is not an amount in yuan`)
  return fen
}
