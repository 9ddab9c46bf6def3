import { type DinerReplies, dinerRequests } from '@yundian/contract'
import { dueOf, freeFor, type Order, paymentNumber, Refusal } from '@yundian/domain'
import {
  _,
  askChannel,
  type Diner,
  type House,
  letPaymentGo,
  nextWays,
  readBalance,
  useCase,
  withAnswers,
} from '@yundian/platform'

/** A payment begun with less time than this would hardly end before the hold. */
const shortestPaymentMs = 15_000

/**
 * How long the platform takes the money after the hold: the same for every attempt, since it refuses a repeat of an
 * order with other parameters, and more than its least life of a minute. The hold stays until the payment is closed.
 */
const graceMs = 5 * 60_000

/**
 * A diner pays his order: the intent is written first, then the pay platform is asked, by the same number until that one
 * is closed (R8).
 * @throws Refusal payment_unavailable, with what else there is, when the platform does not take it or does not answer
 */
export const payOrder = useCase(
  dinerRequests.payOrder,
  async ({ order: id }, house: House, diner: Diner): Promise<DinerReplies['payOrder']> => {
    const answering = withAnswers(house)
    try {
      const first = await start(id, answering, diner)
      // Closed at the platform, by the counter or by time: there is a new number for it.
      const started = first === 'closed' ? await start(id, answering, diner) : first
      if (started !== 'closed') return started
      throw new Refusal('payment_unavailable', { reason: 'closed', next: nextWays(house.pay.name, house) })
    } catch (error) {
      throw await withStoredValue(error, id, house, diner)
    }
  },
)

/** A diner who has stored value may turn to that, too. */
async function withStoredValue(error: unknown, id: string, house: House, { openid }: Diner): Promise<unknown> {
  if (!isUnavailable(error)) return error
  const { account, sums } = await readBalance(openid, house)
  if (freeFor(id, sums, account).valueFen <= 0) return error
  const { reason, next } = error.details
  return new Refusal('payment_unavailable', { reason, next: ['value', ...next] })
}

function isUnavailable(error: unknown): error is Refusal<'payment_unavailable'> {
  return error instanceof Refusal && error.code === 'payment_unavailable'
}

/** @returns 'closed' when the platform knows the number as closed; it is let go of then */
async function start(id: string, house: House, { openid }: Diner): Promise<DinerReplies['payOrder'] | 'closed'> {
  const { menus, pay } = house
  const order = await begin(id, openid, house)
  const menu = await menus.take(order.store, order.menuVersion)
  const started = await pay.start({
    id: paymentNumber(order),
    title: menu?.store.name ?? order.store,
    totalFen: dueOf(order),
    expiresAt: order.holdUntil.getTime() + graceMs,
    openid,
  })
  if (started.ok) return started.arguments
  // The platform may refuse because it has the money already.
  const state = await askChannel(order, house)
  if (state === 'paid') throw new Refusal('wrong_status', { status: 'paid', wanted: 'placed' })
  if (state === 'closed' && (await letPaymentGo(order, house))) return 'closed'
  throw new Refusal('payment_unavailable', { reason: started.reason, next: nextWays(pay.name, house) })
}

/** Writes the intent. @throws Refusal */
async function begin(id: string, openid: string, house: House): Promise<Order> {
  const { records, clock, pay } = house
  const now = clock.now()
  const order = await records.orders.updateAndReturn(
    {
      _id: id,
      diner: openid,
      status: 'placed',
      holdUntil: _.gt(new Date(now + shortestPaymentMs)),
      'payment.channel': _.or(_.eq(pay.name), _.exists(false)),
    },
    { 'payment.startedAt': new Date(now), 'payment.channel': pay.name },
  )
  if (order) return order
  throw await whyNot(id, openid, house)
}

async function whyNot(id: string, openid: string, { records, pay }: House): Promise<Refusal> {
  const [order] = await records.orders.find({ _id: id, diner: openid }, { limit: 1 })
  if (!order) return new Refusal('unknown_order', { order: id })
  if (order.status !== 'placed') return new Refusal('wrong_status', { status: order.status, wanted: 'placed' })
  const channel = order.payment?.channel ?? pay.name
  if (channel === pay.name) return new Refusal('hold_expired', { order: id })
  return new Refusal('payment_unavailable', { reason: `it is being paid by ${channel}`, next: ['counter'] })
}
