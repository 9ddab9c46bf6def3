import { dinerRequests, type OrderView } from '@yundian/contract'
import { type Order, Refusal } from '@yundian/domain'
import { _, aggregation, type Diner, type House, orderView, useCase } from '@yundian/platform'

/**
 * A diner looks at one of his own orders, and how many are before it; another's does not exist for him (A12). One round
 * trip.
 */
export const openOrder = useCase(
  dinerRequests.openOrder,
  async ({ order: id }, { records, clock }: House, { openid }: Diner): Promise<OrderView> => {
    const now = clock.now()
    const { pipeline, and, eq, lt, lte, in: among, sum } = aggregation
    const before = pipeline()
      .match(
        _.expr(
          and([
            eq(['$store', '$$store']),
            among(['$status', ['paid', 'billed', 'cooking']]),
            lt(['$placedAt', '$$placedAt']),
            eq(['$$status', 'paid']),
            // A missing field is below any date.
            lte(['$dueAt', new Date(now)]),
          ]),
        ),
      )
      .group({ _id: null, count: sum(1) })
      .done()
    const [found] = await records.orders.aggregate<Order & { before: { count: number }[] }>((stages) =>
      stages.match({ _id: id, diner: openid }).lookup({
        from: 'orders',
        let: { store: '$store', placedAt: '$placedAt', status: '$status' },
        pipeline: before,
        as: 'before',
      }),
    )
    if (!found) throw new Refusal('unknown_order', { order: id })
    const { before: counts, ...order } = found
    const view = orderView(order, now)
    return order.status === 'paid' ? { ...view, before: counts[0]?.count ?? 0 } : view
  },
)
