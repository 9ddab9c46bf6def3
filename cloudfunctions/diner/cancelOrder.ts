import { dinerRequests, type OrderView } from '@yundian/contract'
import { effectsOf, Refusal } from '@yundian/domain'
import { _, type Diner, type House, orderView, releaseHold, useCase } from '@yundian/platform'

/**
 * A diner gives up an order that is not paid, and its portions can be sold again at once. A payment that was begun is
 * closed later, when the pay platform allows it (R11, R12); should it succeed before, `recordPayment` finds its end.
 */
export const cancelOrder = useCase(
  dinerRequests.cancelOrder,
  async ({ order: id }, house: House, { openid }: Diner): Promise<OrderView> => {
    const { records, clock } = house
    const order = await records.orders.updateAndReturn(
      { _id: id, diner: openid, status: 'placed' },
      {
        status: 'cancelled',
        cancelledAt: new Date(clock.now()),
        owes: _.push([...effectsOf('cancelled'), 'closePayment']),
      },
    )
    if (order) {
      await releaseHold(order, house)
      return orderView(order, clock.now())
    }
    const [standing] = await records.orders.find({ _id: id, diner: openid }, { limit: 1 })
    if (!standing) throw new Refusal('unknown_order', { order: id })
    if (standing.status === 'cancelled') return orderView(standing, clock.now())
    throw new Refusal('wrong_status', { status: standing.status, wanted: 'placed' })
  },
)
