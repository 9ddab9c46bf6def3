import { formatYuan } from '@yundian/domain'
import { type Clock, systemClock } from '../../clock.ts'
import { beijingText } from '../beijingTime.ts'
import type { CodeToShow, PayChannel } from '../payChannel.ts'
import type { AlipayAccount } from './alipayAccount.ts'
import { AlipayClient, type AlipayGate, refusalOf } from './alipayClient.ts'
import { openAlipayTrades } from './alipayTrades.ts'

/** Alipay by a code that we show and the diner scans, at the table or at the counter. */
export function openAlipay(
  account: AlipayAccount,
  clock: Clock = systemClock,
  client: AlipayGate = new AlipayClient(account, clock),
): PayChannel<CodeToShow> {
  const trades = openAlipayTrades(client)
  return {
    name: 'alipay',
    ...trades,

    async start({ id, title, totalFen, expiresAt }) {
      const content = {
        out_trade_no: id,
        total_amount: formatYuan(totalFen),
        subject: title,
        time_expire: beijingText(expiresAt),
      }
      const answer = await client.ask('alipay.trade.precreate', content, true)
      if (answer.code !== '10000') return { ok: false, reason: refusalOf(answer) }
      return { ok: true, showCode: String(answer.qrCode) }
    },

    async close(id, until) {
      const answer = await client.ask('alipay.trade.close', { out_trade_no: id })
      if (answer.code === '10000') return 'closed'
      const { state } = await trades.query(id)
      if (state === 'paid' || state === 'closed') return state
      // Nobody scanned the code yet, and no call takes it back: until its time is over somebody may.
      return state === 'nonexistent' && until !== undefined && clock.now() >= until ? 'closed' : 'again'
    },
  }
}
