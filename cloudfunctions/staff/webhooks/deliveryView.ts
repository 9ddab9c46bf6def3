import type { DeliveryView } from '@yundian/contract'
import type { Delivery } from '@yundian/platform'

/** Shows the owner what became of one event for one address. */
export function deliveryView(delivery: Delivery): DeliveryView {
  const { _id: id, webhook, event, order, state, attempts, lastAnswer, madeAt, deliveredAt } = delivery
  return {
    ...{ id, webhook, event, order, state, attempts, lastAnswer },
    madeAt: madeAt.getTime(),
    deliveredAt: deliveredAt?.getTime(),
  }
}
