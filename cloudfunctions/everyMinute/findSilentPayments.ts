import { _, askChannel, type House, letPaymentGo } from '@yundian/platform'
import { eachInTime } from './eachInTime.ts'

/** Orders asked about in one run: none waits longer than the hold of those before it. */
const mostQueries = 300

/**
 * Asks the pay platform about every order whose payment was begun and of which nothing was heard (R9): a notice may
 * never come (R1).
 * A payment that its channel has closed is let go of, so that the order can be paid in another way.
 * @returns how many had been paid
 */
export async function findSilentPayments(house: House): Promise<number> {
  const silent = await house.records.orders.find(
    { status: 'placed', 'payment.startedAt': _.exists(true) },
    { orderBy: [{ field: 'placedAt', direction: 'asc' }], limit: mostQueries },
  )
  return eachInTime(silent, house, async (order) => {
    const state = await askChannel(order, house)
    if (state === 'closed') await letPaymentGo(order, house)
    return state === 'paid'
  })
}
