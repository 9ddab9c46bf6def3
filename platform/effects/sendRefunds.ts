import { billDayOf, moneyOf, type Order, outRefundNo, paymentNumber, type Refund, sentBy } from '@yundian/domain'
import type { House } from '../house.ts'
import { channelOf } from '../pay/channelOf.ts'
import { _ } from '../records.ts'
import { lookAfterMs } from '../refunds/followRefund.ts'
import { tellOfRefund } from '../refunds/tellOfRefund.ts'

/** Two refunds of one payment are sent at least this far apart (R19). */
const apartMs = 60_000

type Numbered = [number: string, refund: Refund]

/**
 * Sends the granted refunds of an order to the pay platform, one a minute, until all are accepted. A refund goes by the
 * same number at every try, and the platform pays a number once (R16, R20). One that it will not take gives way to the
 * others, and has its turn again after them.
 */
export async function sendRefunds(order: Order, house: House): Promise<'done' | 'later'> {
  const refunds = Object.entries(order.refunds ?? {})
  const granted = refunds.filter(([, { state }]) => state === 'granted')
  const [next] = granted.slice().sort(([, a], [, b]) => triedLast(a) - triedLast(b))
  if (!next) return 'done'
  const others = refunds.filter(([number]) => number !== next[0]).map(([, refund]) => triedLast(refund))
  const lastSent = Math.max(0, sentBy(next[1])?.getTime() ?? 0, ...others)
  if (house.clock.now() < lastSent + apartMs) return 'later'
  const end = await send(order, next, house)
  return end === 'accepted' && granted.length === 1 ? 'done' : 'later'
}

/** When a refund was sent last, taken or not, in ms; 0: never, or the sender died before it said so. */
function triedLast(refund: Refund): number {
  return Math.max(sentBy(refund)?.getTime() ?? 0, refund.triedAt?.getTime() ?? 0)
}

async function send(order: Order, [number, refund]: Numbered, house: House): Promise<'accepted' | 'again'> {
  const { records, clock } = house
  const refundId = outRefundNo(order._id, number)
  const fen = moneyOf(refund)
  const totalFen = order.payment?.paidFen ?? 0
  const end = await channelOf(order, house).refund({
    id: paymentNumber(order),
    refundId,
    totalFen,
    refundFen: fen,
  })
  const now = clock.now()
  const sent = { _id: order._id, [`refunds.${number}.state`]: 'granted' }
  if (end === 'again') {
    await records.orders.update(sent, { [`refunds.${number}.triedAt`]: new Date(now) })
    await tellOfRefund(refundId, 'notAccepted', `of ${fen} fen was not accepted; it is tried again every minute`, house)
    return end
  }
  await records.orders.update(sent, {
    [`refunds.${number}.state`]: 'accepted',
    [`refunds.${number}.sentAt`]: new Date(now),
    refundDays: _.addToSet(billDayOf(now)),
    refundLookAt: new Date(now + lookAfterMs(0)),
  })
  return end
}
