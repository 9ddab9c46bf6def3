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
 * How long a request to begin a payment may still be on its way after its intent was written: longer than any function
 * lives, and than the minute in which a code on a phone can be read, by clocks that differ by some seconds.
 */
const onItsWayMs = 75_000

/**
 * Closes an order at its channel, so that it can no longer be paid there; if it just was, that is recorded (R13).
 * @param openUntil ms: until when somebody may still begin to pay
 * @returns 'again' when the channel does not close it yet
 */
export async function closeAtChannel(
  order: Order,
  house: House,
  openUntil: number = openUntilOf(order),
): Promise<'closed' | 'paid' | 'again'> {
  const end = await channelOf(order, house).close(paymentNumber(order), openUntil)
  if (end === 'paid') await askChannel(order, house)
  return end
}

/** A platform that knows nothing of a payment yet may be asked to begin it, by a code that is shown or a request on its way. */
function openUntilOf({ payment }: Order): number {
  return payment?.openUntil?.getTime() ?? (payment?.startedAt.getTime() ?? 0) + onItsWayMs
}
