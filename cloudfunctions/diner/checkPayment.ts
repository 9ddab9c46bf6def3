import { dinerRequests, type OrderView } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { askChannel, type Diner, type House, orderView, useCase, withAnswers } from '@yundian/platform'

/** A diner who came back from paying learns what the pay platform knows; what his phone believes does not count (R7). */
export const checkPayment = useCase(
  dinerRequests.checkPayment,
  async ({ order: id }, house: House, { openid }: Diner): Promise<OrderView> => {
    const { records, clock, pay } = house
    const own = async () => (await records.orders.find({ _id: id, diner: openid }, { limit: 1 }))[0]
    const order = await own()
    if (!order) throw new Refusal('unknown_order', { order: id })
    // What is paid at the counter, the counter asks about.
    const isOnPhone = order.payment !== undefined && (order.payment.channel ?? pay.name) === pay.name
    if (order.status !== 'placed' || !isOnPhone) return orderView(order, clock.now())
    if ((await askChannel(order, withAnswers(house))) !== 'paid') return orderView(order, clock.now())
    return orderView((await own()) ?? order, clock.now())
  },
)
