import { type Order, paymentNumber } from '@yundian/domain'
import type { House } from '../house.ts'
import { recordPayment } from '../recordPayment.ts'
import { channelOf } from './channelOf.ts'

/**
 * Asks the channel of an order whether it was paid, and records it (R7, R9).
 * @returns what the channel says
 * @throws when the channel cannot say
 */
export async function askChannel(order: Order, house: House): Promise<'paid' | 'unpaid' | 'closed' | 'nonexistent'> {
  const channel = channelOf(order, house)
  const outTradeNo = paymentNumber(order)
  const answer = await channel.query(outTradeNo)
  if (answer.state === 'paid') await recordPayment({ outTradeNo, ...answer, channel: channel.name }, house)
  return answer.state
}

/**
 * Closes an order at its channel, so that it can no longer be paid there; if it just was, that is recorded (R13).
 * @param openUntil until when somebody may still begin to pay
 * @returns 'again' when the channel does not close it yet
 */
export async function closeAtChannel(
  order: Order,
  house: House,
  openUntil: Date = order.payment?.openUntil ?? order.holdUntil,
): Promise<'closed' | 'paid' | 'again'> {
  const end = await channelOf(order, house).close(paymentNumber(order), openUntil.getTime())
  if (end === 'paid') await askChannel(order, house)
  return end
}
