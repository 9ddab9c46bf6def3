import { beijingInstant } from '../beijingTime.ts'
import { asHttpNotice, type ParsedNotice } from '../notice.ts'
import { fenOfYuan } from '../yuan.ts'
import type { AlipayGate } from './alipayClient.ts'

/** Alipay repeats a notice for 25 hours; what is older was recorded by somebody and sent again. */
const repeatedForMs = 26 * 3_600_000

/**
 * Reads a notice of Alipay: a form, under its signature. News of a refund say nothing that the refund's own answer did
 * not, and are passed over; so are those of a trade that is not paid.
 */
export async function parseAlipayNotice(raw: unknown, client: AlipayGate): Promise<ParsedNotice> {
  const fields = Object.fromEntries(new URLSearchParams(asHttpNotice(raw).body))
  if (!(await client.proves(fields))) return { kind: 'refused', reason: 'signature' }
  const { appId, sellerId } = client.account
  if (fields.app_id !== appId || fields.seller_id !== sellerId) return { kind: 'refused', reason: 'merchant' }
  try {
    const age = client.clock.now() - beijingInstant(fields.notify_time ?? '')
    if (Math.abs(age) > repeatedForMs) return { kind: 'refused', reason: 'stale' }
    const isPaid = fields.trade_status === 'TRADE_SUCCESS' || fields.trade_status === 'TRADE_FINISHED'
    if (!isPaid || fields.refund_fee !== undefined) return { kind: 'nothing' }
    const { out_trade_no: outTradeNo, trade_no: transactionId } = fields
    if (!outTradeNo || !transactionId) return { kind: 'refused', reason: 'malformed' }
    const totalFee = fenOfYuan(fields.total_amount ?? '')
    return { kind: 'payment', fact: { outTradeNo, transactionId, totalFee } }
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'refused', reason: 'malformed' }
    throw error
  }
}
