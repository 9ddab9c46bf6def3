import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { type Clock, systemClock } from '../../clock.ts'
import { randomId } from '../../ids.ts'
import type { PhoneChannel, RefundState } from '../payChannel.ts'
import { readWechatBill } from '../wechatBill.ts'
import type { V3Account } from './v3Account.ts'
import { type SendHttp, type V3Answer, V3Client } from './v3Client.ts'
import { parseV3Notice } from './v3Notice.ts'
import { signLines } from './v3Signature.ts'

const transactions = '/v3/pay/transactions'
const refunds = '/v3/refund/domestic/refunds'

const refundStates: Record<string, RefundState> = {
  SUCCESS: 'done',
  PROCESSING: 'processing',
  CLOSED: 'failed',
  ABNORMAL: 'failed',
}

/** WeChat Pay API v3, for a merchant who is no sub-merchant of CloudBase's cloudPay. */
export function openWechatV3(account: V3Account, clock: Clock = systemClock, send: SendHttp = fetch): PhoneChannel {
  const client = new V3Client(account, clock, send)
  const { mchId: mchid, appId: appid, notifyUrl: notify_url } = account
  return {
    name: 'wechatV3',

    async start({ id, title, totalFen, expiresAt, openid }) {
      if (openid === undefined) throw new TypeError('who pays by WeChat API v3 must be named')
      const answer = await client.ask('POST', `${transactions}/jsapi`, {
        ...{ appid, mchid, notify_url },
        description: title,
        out_trade_no: id,
        time_expire: wholeSecond(expiresAt),
        amount: { total: totalFen, currency: 'CNY' },
        payer: { openid },
      })
      if (answer.status !== 200) return { ok: false, reason: reasonOf(answer) }
      const timeStamp = String(Math.floor(clock.now() / 1000))
      const nonceStr = randomId()
      const prepay = `prepay_id=${answer.body.prepay_id}`
      const paySign = signLines([appid, timeStamp, nonceStr, prepay], account)
      return { ok: true, arguments: { timeStamp, nonceStr, package: prepay, signType: 'RSA', paySign } }
    },

    async query(id) {
      const answer = await client.ask('GET', `${transactions}/out-trade-no/${id}?mchid=${mchid}`)
      if (answer.status === 404) return { state: 'nonexistent' }
      if (answer.status !== 200) throw new Error(`query ${id}: ${reasonOf(answer)}`)
      const { trade_state: state, transaction_id: transactionId, amount, payer } = answer.body
      if (answer.body.out_trade_no !== id) throw new Error(`query ${id}: the answer is about another order`)
      // A refunded payment was paid; what became of it is the refund's own story.
      if (state === 'SUCCESS' || state === 'REFUND') {
        return {
          state: 'paid',
          transactionId: String(transactionId),
          totalFee: Number((amount as { total?: unknown }).total),
          payer: String((payer as { openid?: unknown }).openid),
        }
      }
      return { state: ['CLOSED', 'REVOKED', 'PAYERROR'].includes(String(state)) ? 'closed' : 'unpaid' }
    },

    async close(id, until = 0) {
      const answer = await client.ask('POST', `${transactions}/out-trade-no/${id}/close`, { mchid })
      if (answer.status === 204) return 'closed'
      const { state } = await this.query(id)
      if (state === 'paid') return 'paid'
      // What the platform never saw has nothing to close, unless it is still on its way there.
      if (state === 'nonexistent' && clock.now() < until) return 'again'
      return state === 'unpaid' ? 'again' : 'closed'
    },

    async refund({ id, refundId, totalFen, refundFen }) {
      const answer = await client.ask('POST', refunds, {
        out_trade_no: id,
        out_refund_no: refundId,
        notify_url,
        amount: { refund: refundFen, total: totalFen, currency: 'CNY' },
      })
      return answer.status === 200 ? 'accepted' : 'again'
    },

    async queryRefund({ refundId }) {
      const answer = await client.ask('GET', `${refunds}/${refundId}`)
      if (answer.status === 404) return 'nonexistent'
      if (answer.status !== 200) throw new Error(`queryRefund ${refundId}: ${reasonOf(answer)}`)
      return refundStates[String(answer.body.status)] ?? 'processing'
    },

    parseNotice: async (raw) => parseV3Notice(raw, account, clock.now()),

    async dailyBill(day) {
      const answer = await client.ask('GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP`)
      // The platform has no bill of a day on which nothing was paid, and says so as an error.
      if (answer.body.code === 'NO_STATEMENT_EXIST') return []
      if (answer.status !== 200) throw new Error(`bill of ${day}: ${reasonOf(answer)}`)
      const bill = gunzipSync(await client.download(String(answer.body.download_url)))
      const hash = createHash('sha1').update(bill).digest('hex')
      if (hash !== String(answer.body.hash_value).toLowerCase()) throw new Error(`bill of ${day}: its hash differs`)
      return readWechatBill(bill.toString('utf8'))
    },
  }
}

const reasonOf = ({ status, body }: V3Answer): string => `${status} ${body.code ?? ''} ${body.message ?? ''}`.trim()

/** An instant (ms) as the platform takes it: RFC 3339 without fractions of a second. */
const wholeSecond = (instant: number): string => new Date(instant).toISOString().replace(/\.\d+Z$/, '+00:00')
