import { dinerRequests, type OrderView } from '@yundian/contract'
import { type Order, Refusal, whoGrants } from '@yundian/domain'
import { _, type Diner, grantRefund, type House, orderView, useCase } from '@yundian/platform'

/**
 * A diner wants his money back. While nobody cooks he gets it at once, whole; from then on his wish stands on the order
 * until staff answer it.
 */
export const askRefund = useCase(
  dinerRequests.askRefund,
  async ({ order: id, requestKey, reason }, house: House, { openid }: Diner): Promise<OrderView> => {
    const [order] = await house.records.orders.find({ _id: id, diner: openid }, { limit: 1 })
    if (!order) throw new Refusal('unknown_order', { order: id })
    const now = house.clock.now()
    if (order.status === 'refunded') return orderView(order, now)
    if (whoGrants(order) !== 'diner') return orderView(await leaveToStaff(order, reason, house), now)
    const grant = { wish: { kind: 'whole' }, reason, by: openid, requestKey } as const
    return orderView(await grantRefund(order, grant, house, refuseWhenCooked), now)
  },
)

/** The kitchen may begin to cook between the look and the grant. */
function refuseWhenCooked(order: Order): void {
  if (whoGrants(order) !== 'diner') throw new Refusal('wrong_status', { status: order.status, wanted: 'paid' })
}

/** Asked again, the first wish stands; staff are told once, also when the first asking died before it told them. */
async function leaveToStaff(order: Order, reason: string, { records, clock }: House): Promise<Order> {
  if (whoGrants(order) === undefined) {
    throw new Refusal('wrong_status', { status: order.status, wanted: 'paid' })
  }
  const at = new Date(clock.now())
  const asked = order.refundAsked
    ? order
    : ((await records.orders.updateAndReturn(
        { _id: order._id, status: order.status, refundAsked: _.exists(false) },
        { refundAsked: _.set({ at, reason }) },
      )) ??
      (await records.orders.get(order._id)) ??
      order)
  if (!asked.refundAsked) return asked
  const what = `asks for its money back: ${asked.refundAsked.reason}`
  const text = `Order ${order.businessDay} #${order.pickupNumber} (${order._id}) ${what}`
  await records.alerts.add({ _id: `asked:${order._id}`, kind: 'refund', text, at })
  return asked
}
