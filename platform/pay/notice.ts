import type { Fen, PayChannelName } from '@yundian/domain'

/** What a pay channel says of a successful payment, in a notice or in answer to a query. */
export interface PaymentFact {
  outTradeNo: string
  transactionId: string
  totalFee: Fen
  payer?: string
  /** The merchant named by a notice; a query is asked of our own merchant. */
  merchant?: string
  /** Who says it: what is given back later goes there. */
  channel?: PayChannelName
}

/** What a pay channel says of a refund that it accepted before. */
export interface RefundFact {
  outTradeNo: string
  refundId: string
  refundFen: Fen
  /** 'failed': the money is still with the merchant, and the same number is to be sent again (R16). */
  state: 'done' | 'failed'
  /** The merchant named by a notice; a query is asked of our own merchant. */
  merchant?: string
}

/** A notice whose sender is proven, or the reason why it is not believed. */
export type ParsedNotice =
  | { kind: 'payment'; fact: PaymentFact }
  | { kind: 'refund'; fact: RefundFact }
  /** Genuine, and nothing that changes an order. */
  | { kind: 'nothing' }
  | { kind: 'refused'; reason: 'signature' | 'merchant' | 'stale' | 'malformed' }

/** A notice that comes by HTTP. Header names are in lower case; the body is as it was sent, since it is signed. */
export interface HttpNotice {
  headers: Record<string, string | undefined>
  body: string
}

/** @throws TypeError when a caller hands anything else to a channel that is told by HTTP */
export function asHttpNotice(raw: unknown): HttpNotice {
  const { headers, body } = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<HttpNotice>
  if (typeof headers !== 'object' || headers === null || typeof body !== 'string') {
    throw new TypeError('not a notice by HTTP')
  }
  return { headers, body }
}
