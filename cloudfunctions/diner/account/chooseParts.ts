import { dinerRequests, type OrderView } from '@yundian/contract'
import { effectsOf, type Order, type PartPayments, type PartsWish, pointsFor, Refusal } from '@yundian/domain'
import {
  _,
  closeAtChannel,
  type Diner,
  endHoldOfParts,
  type House,
  holdParts,
  letPaymentGo,
  orderView,
  useCase,
  withAnswers,
} from '@yundian/platform'

/** Chosen with less time than this, it would hardly be paid before the hold ends. */
const shortestPaymentMs = 15_000

/**
 * A diner says what of an order his points and his stored value pay. It is put aside on his account first, then fixed on the
 * order, which leaves the rest to the channel; when nothing is left, the order is paid by that write. Another choice is made
 * from the beginning: an earlier payment is closed, since its sum would be another.
 * @throws Refusal due_changed when another sum is left than the screen showed; payment_unavailable when an earlier payment
 *   cannot be closed yet
 */
export const chooseParts = useCase(
  dinerRequests.chooseParts,
  async ({ order: id, expectedDue, ...wish }, unsure: House, { openid }: Diner): Promise<OrderView> => {
    const house = withAnswers(unsure)
    const [order] = await house.records.orders.find({ _id: id, diner: openid }, { limit: 1 })
    if (!order) throw new Refusal('unknown_order', { order: id })
    const now = house.clock.now()
    if (isChosen(order, wish) && (order.status === 'placed' || order.parts?.dueFen === 0)) {
      return orderView(sameDue(order, expectedDue), now)
    }
    if (order.status !== 'placed') throw new Refusal('wrong_status', { status: order.status, wanted: 'placed' })
    if (order.holdUntil.getTime() <= now + shortestPaymentMs) throw new Refusal('hold_expired', { order: id })
    const open = await undo(order, house)
    if (!wish.points && !wish.value) return orderView(sameDue(open, expectedDue), now)
    const menu = await house.menus.take(order.store, order.menuVersion)
    const parts = await holdParts(open, wish, menu?.store.pointsPay, expectedDue, house)
    const fixed = await fix(open, parts, house)
    if (fixed) return orderView(fixed, now)
    const again = await house.records.orders.get(id)
    if (again && isChosen(again, wish)) return orderView(again, now)
    await endHoldOfParts(open, parts.hold, house)
    throw new Refusal('payment_unavailable', {
      reason: 'the order changed in this moment; look again',
      next: ['counter'],
    })
  },
)

function isChosen({ parts }: Order, { points, value }: PartsWish): boolean {
  return (parts?.wish.points ?? false) === points && (parts?.wish.value ?? false) === value
}

function sameDue(order: Order, expectedDue: number): Order {
  const dueFen = order.parts?.dueFen ?? order.totalFen
  if (dueFen !== expectedDue) throw new Refusal('due_changed', { dueFen, expectedFen: expectedDue })
  return order
}

/** Ends what was begun with another choice: the payment first, then the parts on the order, at last what is put aside. */
async function undo(order: Order, house: House): Promise<Order> {
  const open = order.payment ? await close(order, house) : order
  if (!open.parts) return open
  const undone = await house.records.orders.updateAndReturn(
    { _id: order._id, status: 'placed', 'parts.hold': open.parts.hold, payment: _.exists(false) },
    { parts: _.remove(), points: pointsFor(order.totalFen, order.pointsPerYuan) },
  )
  if (!undone) throw new Refusal('payment_unavailable', { reason: 'it is being paid', next: ['counter'] })
  await endHoldOfParts(order, open.parts.hold, house)
  return undone
}

async function close(order: Order, house: House): Promise<Order> {
  const end = await closeAtChannel(order, house)
  if (end === 'paid') throw new Refusal('wrong_status', { status: 'paid', wanted: 'placed' })
  const open = end === 'closed' ? await letPaymentGo(order, house) : undefined
  if (open) return open
  throw new Refusal('payment_unavailable', { reason: 'an earlier payment cannot be closed yet', next: ['counter'] })
}

/** @returns undefined when the order is not as it was: paid, over, being paid, or with parts of another call */
async function fix(order: Order, parts: PartPayments, { records, clock }: House): Promise<Order | undefined> {
  const now = new Date(clock.now())
  const paid = {
    status: 'paid',
    payment: _.set({ startedAt: now, transactionId: `parts:${order._id}`, paidFen: 0, paidAt: now }),
    owes: _.push(effectsOf('paid')),
  }
  return records.orders.updateAndReturn(
    { _id: order._id, status: 'placed', parts: _.exists(false), payment: _.exists(false) },
    {
      parts: _.set(parts),
      points: pointsFor(order.totalFen - parts.pointsFen, order.pointsPerYuan),
      ...(parts.dueFen === 0 ? paid : {}),
    },
  )
}
