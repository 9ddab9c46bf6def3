import { type DinerReplies, dinerRequests } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { _, askChannel, type Diner, type House, useCase } from '@yundian/platform'

/** A payment begun with less time than this would hardly end before the hold. */
const shortestPaymentMs = 15_000

/**
 * How long the platform takes the money after the hold: the same for every attempt, since it refuses a repeat of an
 * order with other parameters, and more than its least life of a minute. The hold stays until the payment is closed.
 */
const graceMs = 5 * 60_000

/** A diner pays his order: the intent is written first, then the pay platform is asked, always by the order's id (R8). */
export const payOrder = useCase(
  dinerRequests.payOrder,
  async ({ order: id }, house: House, { openid }: Diner): Promise<DinerReplies['payOrder']> => {
    const { records, clock, menus, pay } = house
    const now = clock.now()
    const order = await records.orders.updateAndReturn(
      {
        _id: id,
        diner: openid,
        status: 'placed',
        holdUntil: _.gt(new Date(now + shortestPaymentMs)),
        'payment.channel': _.or(_.eq(pay.name), _.exists(false)),
      },
      { 'payment.startedAt': new Date(now), 'payment.channel': pay.name },
    )
    if (!order) throw await whyNot(id, openid, house)
    const menu = await menus.take(order.store, order.menuVersion)
    const started = await pay.start({
      id,
      title: menu?.store.name ?? order.store,
      totalFen: order.totalFen,
      expiresAt: order.holdUntil.getTime() + graceMs,
      openid,
    })
    if (started.ok) return started.arguments
    // The platform may refuse because it has the money already.
    if ((await askChannel(order, house)) === 'paid') {
      throw new Refusal('wrong_status', { status: 'paid', wanted: 'placed' })
    }
    throw new Refusal('payment_unavailable', { reason: started.reason })
  },
)

async function whyNot(id: string, openid: string, { records, pay }: House): Promise<Refusal> {
  const [order] = await records.orders.find({ _id: id, diner: openid }, { limit: 1 })
  if (!order) return new Refusal('unknown_order', { order: id })
  if (order.status !== 'placed') return new Refusal('wrong_status', { status: order.status, wanted: 'placed' })
  const channel = order.payment?.channel ?? pay.name
  if (channel !== pay.name) return new Refusal('payment_unavailable', { reason: `it is being paid by ${channel}` })
  return new Refusal('hold_expired', { order: id })
}
