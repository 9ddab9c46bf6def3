import type { WebhookEvent } from '@yundian/contract'
import { dueOf, type Order } from '@yundian/domain'

/** Something that happened to an order, once. */
export interface OrderEvent {
  event: WebhookEvent
  /** Tells it from the order's other events. */
  key: string
  at: Date
  /** What is told of it beside the order. */
  facts: Record<string, unknown>
}

/** What happened to an order so far that others may be told: it was paid, it is ready, money went back. */
export function orderEvents(order: Order): OrderEvent[] {
  const { payment, readyAt, refunds = {} } = order
  const events: OrderEvent[] = Object.entries(refunds).map(([number, { fen, grantedAt, reason }]) => ({
    event: 'order.refunded',
    key: `refunded-${number}`,
    at: grantedAt,
    facts: { refund: { number, fen, reason } },
  }))
  if (readyAt) events.unshift({ event: 'order.ready', key: 'ready', at: readyAt, facts: {} })
  if (payment?.paidAt && order.status !== 'cancelled' && order.lateEnd !== 'refunded') {
    const facts = { payment: { channel: payment.channel ?? null, fen: payment.paidFen, dueFen: dueOf(order) } }
    events.unshift({ event: 'order.paid', key: 'paid', at: payment.paidAt, facts })
  }
  return events
}

/** The text that is sent: money in fen, instants as ISO 8601. No name of a diner is in it. */
export function bodyOf(order: Order, id: string, { event, at, facts }: OrderEvent): string {
  const { _id, store, businessDay, pickupNumber, mode, table, totalFen, lines } = order
  return JSON.stringify({
    id,
    event,
    at: at.toISOString(),
    order: {
      id: _id,
      ...{ store, businessDay, pickupNumber, mode, table, totalFen },
      lines: lines.map(({ dish, name, spec, quantity, fen }) => ({ dish, name, spec: spec.id, quantity, fen })),
    },
    ...facts,
  })
}
