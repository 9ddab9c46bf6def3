import { outRefundNo } from '@yundian/domain'
import type { World } from './world.ts'

/** Instances' clocks differ by some seconds. */
const leastApartMs = 50_000

/**
 * After the night every granted refund has arrived, no platform knows of another (I6, R16), and WeChat was never asked for
 * two refunds of one payment within a minute (R19).
 */
export function brokenRefunds({ orders, cloud, money, violations }: World): string[] {
  if (violations.length > 0) return []
  const open = [...orders.values()].flatMap(({ _id, refunds }) =>
    Object.entries(refunds ?? {}).flatMap(([number, { state }]) =>
      state === 'done' ? [] : [`I10 ${number} of ${_id} is not done`],
    ),
  )
  const stray = money.all().flatMap(({ order: id, transactionId, refunds }) => {
    const order = orders.get(id)
    const isItsOwn = order?.payment?.transactionId === transactionId
    const numbers = Object.keys((isItsOwn && order?.refunds) || {}).map((number) => outRefundNo(id, number))
    return [...refunds.keys()]
      .filter((refund) => !numbers.includes(refund))
      .map((refund) => `I6 nobody granted refund ${refund}`)
  })
  const hasty = (['cloudPay', 'wechatV3'] as const).flatMap((platform) =>
    cloud.payments
      .bookOf(platform)
      .all()
      .flatMap(({ outTradeNo, refunds }) => {
        const own = refunds.filter(({ outRefundNo: id }) => id !== '')
        const sent = own.map(({ acceptedAt }) => acceptedAt).sort((a, b) => a - b)
        const isTooSoon = sent.some((at, index) => index > 0 && at - (sent[index - 1] ?? 0) < leastApartMs)
        return isTooSoon ? [`R19 two refunds of ${outTradeNo} at once`] : []
      }),
  )
  return [...open, ...stray, ...hasty]
}
