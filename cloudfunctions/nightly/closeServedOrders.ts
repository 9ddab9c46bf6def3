import { _, type House } from '@yundian/platform'

const closedAfterMs = 2 * 3_600_000

/** An order served two hours ago is over. @returns how many were closed */
export async function closeServedOrders({ records, clock }: House): Promise<number> {
  const servedBefore = new Date(clock.now() - closedAfterMs)
  return records.orders.update({ status: 'served', servedAt: _.lte(servedBefore) }, { status: 'closed' })
}
