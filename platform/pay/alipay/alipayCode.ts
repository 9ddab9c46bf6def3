import { formatYuan } from '@yundian/domain'
import { type Clock, systemClock } from '../../clock.ts'
import { beijingText } from '../beijingTime.ts'
import type { PaidAlready, PayChannel, PayerDecides } from '../payChannel.ts'
import { fenOfYuan } from '../yuan.ts'
import type { AlipayAccount } from './alipayAccount.ts'
import { AlipayClient, type AlipayGate, refusalOf } from './alipayClient.ts'
import { openAlipayTrades } from './alipayTrades.ts'

/** After these nobody knows yet whether money moved; `query` will tell. */
const undecided = ['ACQ.SYSTEM_ERROR', 'AQC.SYSTEM_ERROR', 'ACQ.TRADE_HAS_SUCCESS']

/** Alipay by the code that the diner's phone shows and the counter reads. */
export function openAlipayCode(
  account: AlipayAccount,
  clock: Clock = systemClock,
  client: AlipayGate = new AlipayClient(account, clock),
): PayChannel<PaidAlready | PayerDecides> {
  const trades = openAlipayTrades(client)
  return {
    name: 'alipayCode',
    ...trades,

    async start({ id, title, totalFen, expiresAt, code }) {
      if (code === undefined) throw new TypeError('the code on the diner’s phone is missing')
      const answer = await client.ask('alipay.trade.pay', {
        out_trade_no: id,
        total_amount: formatYuan(totalFen),
        subject: title,
        scene: 'bar_code',
        auth_code: code,
        time_expire: beijingText(expiresAt),
      })
      if (answer.code === '10000') {
        const { tradeNo, totalAmount } = answer
        return { ok: true, paid: { transactionId: String(tradeNo), totalFee: fenOfYuan(String(totalAmount)) } }
      }
      const isOpen = ['10003', '20000'].includes(answer.code) || undecided.includes(answer.subCode ?? '')
      return isOpen ? { ok: true, payerDecides: true } : { ok: false, reason: refusalOf(answer) }
    },

    /** Takes the payment back, which also ends a call that is still on its way; money that came goes back with it. */
    async close(id, until = 0) {
      const { state } = await trades.query(id)
      if (state === 'paid') return 'paid'
      // What the platform does not know yet may still be on its way there, and no call takes that back.
      if (state === 'nonexistent' && clock.now() < until) return 'again'
      const answer = await client.ask('alipay.trade.cancel', { out_trade_no: id })
      return answer.code === '10000' && answer.retryFlag !== 'Y' ? 'closed' : 'again'
    },
  }
}
