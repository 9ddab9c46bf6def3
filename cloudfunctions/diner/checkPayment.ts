import { dinerRequests, type OrderView } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type Diner, type House, orderView, recordPayment, useCase } from '@yundian/platform'

/** A diner who came back from paying learns what the pay platform knows; what his phone believes does not count (R7). */
export const checkPayment = useCase(
  dinerRequests.checkPayment,
  async ({ order: id }, house: House, { openid }: Diner): Promise<OrderView> => {
    const { records, clock, pay } = house
    const own = async () => (await records.orders.find({ _id: id, diner: openid }, { limit: 1 }))[0]
    const order = await own()
    if (!order) throw new Refusal('unknown_order', { order: id })
    if (order.status !== 'placed' || !order.payment) return orderView(order, clock.now())
    const answer = await pay.query(id)
    if (answer.state !== 'paid') return orderView(order, clock.now())
    await recordPayment({ outTradeNo: id, ...answer }, house)
    return orderView((await own()) ?? order, clock.now())
  },
)
