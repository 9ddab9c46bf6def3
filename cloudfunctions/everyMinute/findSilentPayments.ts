import { _, type House, recordPayment } from '@yundian/platform'

/** Orders asked about in one run; the next minute asks about the rest. */
const mostQueries = 100

/**
 * Asks the pay platform about every order whose payment was begun and of which nothing was heard (R9): a notice may
 * never come (R1). One that the platform cannot answer for is asked about again in a minute.
 * @returns how many had been paid
 */
export async function findSilentPayments(house: House): Promise<number> {
  const silent = await house.records.orders.find(
    { status: 'placed', 'payment.startedAt': _.exists(true) },
    { orderBy: [{ field: 'placedAt', direction: 'asc' }], limit: mostQueries },
  )
  let found = 0
  for (const { _id: id } of silent) if (await wasPaid(id, house)) found++
  return found
}

async function wasPaid(id: string, house: House): Promise<boolean> {
  try {
    const answer = await house.pay.query(id)
    if (answer.state !== 'paid') return false
    await recordPayment({ outTradeNo: id, ...answer }, house)
    return true
  } catch (error) {
    console.error(JSON.stringify({ level: 'error', order: id, error: String(error) }))
    return false
  }
}
