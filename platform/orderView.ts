import type { CounterOrder, KitchenOrder, OrderView, PartsView, RefundAsked, ServingTimes } from '@yundian/contract'
import { dueOf, type Order, type PartPayments, pointsKept, promiseOf, refundedQuantities } from '@yundian/domain'

/** Shows an order to its diner; `now` in ms. */
export function orderView(order: Order, now: number): OrderView {
  return {
    id: order._id,
    store: order.store,
    businessDay: order.businessDay,
    pickupNumber: order.pickupNumber,
    mode: order.mode,
    table: order.table,
    sitting: order.sitting,
    batch: order.batch,
    onBill: order.onBill,
    remark: order.remark,
    delivery: order.delivery,
    ...servingTimes(order),
    lines: order.lines,
    steps: order.steps,
    totalFen: order.totalFen,
    dueFen: dueOf(order),
    ...(order.parts ? { parts: partsView(order.parts) } : {}),
    refundedFen: order.refundedFen,
    points: order.payment?.paidFen === undefined ? order.points : pointsKept(order),
    status: order.status,
    refunds: Object.values(order.refunds ?? {}).map(({ fen, state, grantedAt, doneAt }) => ({
      fen,
      state,
      grantedAt: grantedAt.getTime(),
      doneAt: doneAt?.getTime(),
    })),
    refundAsked: askedView(order),
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
    delivery: order.delivery,
    ...servingTimes(order),
    lines: order.lines,
    totalFen: order.totalFen,
    refundedFen: order.refundedFen,
    refundedQuantities: refundedQuantities(order),
    refundAsked: askedView(order),
    paidAt: (order.payment?.paidAt ?? order.placedAt).getTime(),
    cookingAt: order.cookingAt?.getTime(),
    readyAt: order.readyAt?.getTime(),
  }
}

/** Shows an order to the counter. */
export function counterOrder(order: Order): CounterOrder {
  return {
    id: order._id,
    status: order.status,
    pickupNumber: order.pickupNumber,
    mode: order.mode,
    table: order.table,
    lines: order.lines,
    totalFen: order.totalFen,
    dueFen: dueOf(order),
    placedAt: order.placedAt.getTime(),
    holdUntil: order.holdUntil.getTime(),
    channel: order.payment?.channel,
    openUntil: order.payment?.openUntil?.getTime(),
  }
}

function servingTimes(order: Order): ServingTimes {
  const { slot, slips, promisedMinutes } = order
  return {
    slot: slot && { from: slot.from.getTime(), to: slot.to.getTime() },
    promisedMinutes,
    promisedAt: promiseOf(order),
    ...(slips ? { slips } : {}),
    outAt: order.outAt?.getTime(),
  }
}

function askedView({ refundAsked: asked }: Order): RefundAsked | undefined {
  return asked && { at: asked.at.getTime(), reason: asked.reason, declinedAt: asked.declinedAt?.getTime() }
}

function partsView({ wish, points, pointsFen, valueFen }: PartPayments): PartsView {
  return { wish, points, pointsFen, valueFen }
}
