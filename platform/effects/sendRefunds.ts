import { billDayOf, type Order, outRefundNo, type Refund, sentBy } from '@yundian/domain'
import type { House } from '../house.ts'
import { channelOf } from '../pay/channelOf.ts'
import { _ } from '../records.ts'
import { lookAfterMs } from '../refunds/followRefund.ts'
import { tellOfRefund } from '../refunds/tellOfRefund.ts'

/** Two refunds of one payment are sent at least this far apart (R19). */
const apartMs = 60_000

/**
 * Sends the granted refunds of an order to the pay platform, one a minute, until all are accepted. A refund goes by the
 * same number at every try, and the platform pays a number once (R16, R20).
 */
export async function sendRefunds(order: Order, house: House): Promise<'done' | 'later'> {
  const refunds = Object.entries(order.refunds ?? {})
  const granted = refunds.filter(([, { state }]) => state === 'granted')
  const [next] = granted
  if (!next) return 'done'
  const lastSent = Math.max(0, ...refunds.map(([, refund]) => sentBy(refund)?.getTime() ?? 0))
  if (house.clock.now() < lastSent + apartMs) return 'later'
  const end = await send(order, next, house)
  return end === 'accepted' && granted.length === 1 ? 'done' : 'later'
}

async function send(order: Order, [number, { fen }]: [string, Refund], house: House): Promise<'accepted' | 'again'> {
  const { records, clock } = house
  const refundId = outRefundNo(order._id, number)
  const totalFen = order.payment?.paidFen ?? 0
  const end = await channelOf(order, house).refund({ id: order._id, refundId, totalFen, refundFen: fen })
  if (end === 'again') {
    await tellOfRefund(refundId, 'notAccepted', `of ${fen} fen was not accepted; it is tried again every minute`, house)
    return end
  }
  const now = clock.now()
  await records.orders.update(
    { _id: order._id, [`refunds.${number}.state`]: 'granted' },
    {
      [`refunds.${number}.state`]: 'accepted',
      [`refunds.${number}.sentAt`]: new Date(now),
      refundDays: _.addToSet(billDayOf(now)),
      refundLookAt: new Date(now + lookAfterMs(0)),
    },
  )
  return end
}
