import { formatYuan } from '@yundian/domain'
import type { BillLine } from '../billLine.ts'
import type { PayChannel, PaymentState } from '../payChannel.ts'
import { fenOfYuan } from '../yuan.ts'
import { readAlipayBill, unpackAlipayBill } from './alipayBill.ts'
import { type AlipayGate, refusalOf } from './alipayClient.ts'
import { parseAlipayNotice } from './alipayNotice.ts'

/** What every way to pay by Alipay has in common: a trade, whoever read whose code. */
export type AlipayTrades = Pick<PayChannel, 'query' | 'refund' | 'queryRefund' | 'parseNotice' | 'dailyBill'>

export function openAlipayTrades(client: AlipayGate): AlipayTrades {
  return {
    query: (id) => query(client, id),

    async refund({ id, refundId, refundFen }) {
      const answer = await client.ask('alipay.trade.refund', {
        out_trade_no: id,
        out_request_no: refundId,
        refund_amount: formatYuan(refundFen),
      })
      return answer.code === '10000' ? 'accepted' : 'again'
    },

    async queryRefund({ id, refundId }) {
      const answer = await client.ask('alipay.trade.fastpay.refund.query', {
        out_trade_no: id,
        out_request_no: refundId,
      })
      if (answer.code !== '10000') throw new Error(`refund ${refundId}: ${refusalOf(answer)}`)
      // Without a status it never came, or failed; either way the same number is to be sent again.
      return answer.refundStatus === 'REFUND_SUCCESS' ? 'done' : 'nonexistent'
    },

    parseNotice: (raw) => parseAlipayNotice(raw, client),

    dailyBill: (day) => dailyBill(client, day),
  }
}

async function query(client: AlipayGate, id: string): Promise<PaymentState> {
  const answer = await client.ask('alipay.trade.query', { out_trade_no: id })
  if (answer.subCode === 'ACQ.TRADE_NOT_EXIST') return { state: 'nonexistent' }
  if (answer.code !== '10000' || answer.outTradeNo !== id) throw new Error(`query ${id}: ${refusalOf(answer)}`)
  const { tradeStatus, tradeNo, totalAmount, sendPayDate } = answer
  // A trade of which all was given back is closed, too; that money came is what tells the two apart.
  const isPaid = tradeStatus === 'TRADE_SUCCESS' || tradeStatus === 'TRADE_FINISHED' || sendPayDate !== undefined
  if (isPaid) return { state: 'paid', transactionId: String(tradeNo), totalFee: fenOfYuan(String(totalAmount)) }
  return { state: tradeStatus === 'TRADE_CLOSED' ? 'closed' : 'unpaid' }
}

async function dailyBill(client: AlipayGate, day: string): Promise<BillLine[]> {
  const method = 'alipay.data.dataservice.bill.downloadurl.query'
  const answer = await client.ask(method, { bill_type: 'trade', bill_date: day })
  // The same words for a day without trades and for a bill that is not made yet: by noon of the next day it is made.
  if (answer.subCode === 'isp.bill_not_exist' && client.clock.now() >= noonAfter(day)) return []
  if (answer.code !== '10000') throw new Error(`bill of ${day}: ${refusalOf(answer)}`)
  return readAlipayBill(await unpackAlipayBill(await client.download(String(answer.billDownloadUrl))))
}

const noonAfter = (day: string): number => Date.parse(`${day}T12:00:00+08:00`) + 24 * 3_600_000
