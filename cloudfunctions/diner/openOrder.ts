import { dinerRequests, type OrderView } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type Diner, type House, orderView, useCase } from '@yundian/platform'

/** A diner looks at one of his own orders; another's does not exist for him (A12). */
export const openOrder = useCase(
  dinerRequests.openOrder,
  async ({ order: id }, { records, clock }: House, { openid }: Diner): Promise<OrderView> => {
    const [order] = await records.orders.find({ _id: id, diner: openid }, { limit: 1 })
    if (!order) throw new Refusal('unknown_order', { order: id })
    return orderView(order, clock.now())
  },
)
