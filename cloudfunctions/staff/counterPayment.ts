import type { StaffDocument } from '@yundian/contract'
import { type Order, type PayChannelName, Refusal } from '@yundian/domain'
import { _, channelOf, closeAtChannel, type House, letPaymentGo, nextWays } from '@yundian/platform'

/** A payment begun with less time than this would hardly end before the hold. */
const shortestPaymentMs = 15_000

/** @throws Refusal wrong_status unless the order waits for its money */
export function refuseUnlessUnpaid({ status }: Pick<Order, 'status'>): void {
  if (status !== 'placed') throw new Refusal('wrong_status', { status, wanted: 'placed' })
}

/**
 * Ends the payment of an order that was begun before, so that nobody pays twice (R11).
 * @returns the order without it
 * @throws Refusal wrong_status when the diner was faster; payment_unavailable when it cannot be closed yet
 */
export async function endElsewhere(order: Order, house: House): Promise<Order> {
  const end = await closeAtChannel(order, house)
  if (end === 'paid') refuseUnlessUnpaid({ status: 'paid' })
  const { name } = channelOf(order, house)
  if (end === 'again') {
    const reason = `the payment by ${name} cannot be closed yet`
    throw new Refusal('payment_unavailable', { reason, next: [name] })
  }
  return (await letPaymentGo(order, house)) ?? refuseChanged()
}

/**
 * The channel took nothing: that is proven, and the payment let go of.
 * @param isAlone true when no other request to this channel can be on its way
 * @throws Refusal unless the money came after all
 */
export async function endFailed(begun: Order, reason: string, house: House, isAlone: boolean): Promise<void> {
  const end = await (isAlone ? closeAtChannel(begun, house, 0) : closeAtChannel(begun, house))
  if (end === 'paid') return
  if (end === 'closed') await letPaymentGo(begun, house)
  throw new Refusal('payment_unavailable', { reason, next: nextWays(channelOf(begun, house).name, house) })
}

/**
 * Writes the intent: only while the order is as it was seen. Who took cash first stays who took it.
 * @param openUntil ms: until when a code that is shown may be scanned
 * @throws Refusal payment_unavailable when the order changed, or its time is almost over
 */
export async function beginPayment(
  order: Order,
  channel: PayChannelName,
  { records, clock }: House,
  staff: StaffDocument,
  openUntil?: number,
): Promise<Order> {
  const now = clock.now()
  const seen = order.payment ? { 'payment.startedAt': order.payment.startedAt } : { payment: _.exists(false) }
  const takenBy = order.payment?.channel === channel ? (order.payment.takenBy ?? staff._id) : staff._id
  const begun = await records.orders.updateAndReturn(
    { _id: order._id, status: 'placed', holdUntil: _.gt(new Date(now + shortestPaymentMs)), ...seen },
    {
      'payment.startedAt': new Date(now),
      'payment.channel': channel,
      'payment.takenBy': takenBy,
      ...(openUntil === undefined ? {} : { 'payment.openUntil': new Date(openUntil) }),
    },
  )
  return begun ?? refuseChanged()
}

function refuseChanged(): never {
  throw new Refusal('payment_unavailable', {
    reason: 'the order changed in this moment; look again',
    next: ['counter'],
  })
}
