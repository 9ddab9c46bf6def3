import type { KitchenOrder, OrderView } from '@yundian/contract'
import type { Order } from '@yundian/domain'

/** Shows an order to its diner; `now` in ms. */
export function orderView(order: Order, now: number): OrderView {
  return {
    id: order._id,
    store: order.store,
    businessDay: order.businessDay,
    pickupNumber: order.pickupNumber,
    mode: order.mode,
    table: order.table,
    remark: order.remark,
    lines: order.lines,
    totalFen: order.totalFen,
    refundedFen: order.refundedFen,
    points: order.points,
    status: order.status,
    placedAt: order.placedAt.getTime(),
    holdUntil: order.holdUntil.getTime(),
    msToPay: order.status === 'placed' ? Math.max(0, order.holdUntil.getTime() - now) : 0,
    paidAt: order.payment?.paidAt?.getTime(),
    cookingAt: order.cookingAt?.getTime(),
    readyAt: order.readyAt?.getTime(),
    servedAt: order.servedAt?.getTime(),
    cancelledAt: order.cancelledAt?.getTime(),
  }
}

/** Shows a paid order to the kitchen. */
export function kitchenOrder(order: Order): KitchenOrder {
  return {
    id: order._id,
    status: order.status,
    pickupNumber: order.pickupNumber,
    mode: order.mode,
    table: order.table,
    remark: order.remark,
    lines: order.lines,
    paidAt: (order.payment?.paidAt ?? order.placedAt).getTime(),
    cookingAt: order.cookingAt?.getTime(),
    readyAt: order.readyAt?.getTime(),
  }
}
