import { type DinerReplies, dinerRequests } from '@yundian/contract'
import { _, type Diner, type House, orderView, useCase } from '@yundian/platform'

const pageSize = 20

/** A diner looks through his orders, newest first, a page at a time. */
export const myOrders = useCase(
  dinerRequests.myOrders,
  async ({ before }, { records, clock }: House, { openid }: Diner): Promise<DinerReplies['myOrders']> => {
    const older = before === undefined ? {} : { placedAt: _.lt(new Date(before)) }
    const orders = await records.orders.find(
      { diner: openid, ...older },
      { orderBy: [{ field: 'placedAt', direction: 'desc' }], limit: pageSize + 1 },
    )
    return {
      orders: orders.slice(0, pageSize).map((order) => orderView(order, clock.now())),
      more: orders.length > pageSize,
    }
  },
)
