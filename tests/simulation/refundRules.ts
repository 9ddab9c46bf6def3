import { orderOfPayment, outRefundNo } from '@yundian/domain'
import type { World } from './world.ts'

/** Instances' clocks differ by some seconds. */
const leastApartMs = 50_000

/**
 * After the night every granted refund has arrived, the platform knows of no other (I6, R16), and it was never asked
 * for two refunds of one payment within a minute (R19).
 */
export function brokenRefunds({ orders, cloud, violations }: World): string[] {
  if (violations.length > 0) return []
  return cloud.payments.book.all().flatMap(({ outTradeNo, refunds }) => {
    const granted = Object.entries(orders.get(orderOfPayment(outTradeNo))?.refunds ?? {})
    const numbers = new Set(granted.map(([number]) => outRefundNo(orderOfPayment(outTradeNo), number)))
    const sent = refunds.map(({ acceptedAt }) => acceptedAt).sort((a, b) => a - b)
    return [
      ...granted
        .filter(([, { state }]) => state !== 'done')
        .map(([number]) => `I10 ${number} of ${outTradeNo} is not done`),
      ...refunds
        .filter((refund) => !numbers.has(refund.outRefundNo))
        .map((refund) => `I6 nobody granted refund ${refund.outRefundNo}`),
      ...sent.flatMap((at, index) =>
        index > 0 && at - (sent[index - 1] ?? 0) < leastApartMs ? [`R19 two refunds of ${outTradeNo} at once`] : [],
      ),
    ]
  })
}
