import { type CounterOrder, type StaffDocument, type StaffRequest, staffRequests } from '@yundian/contract'
import { type Order, paymentNumber, Refusal } from '@yundian/domain'
import {
  _,
  channelOf,
  closeAtChannel,
  counterOrder,
  type House,
  letPaymentGo,
  nextWays,
  recordPayment,
  useCase,
  withAnswers,
} from '@yundian/platform'
import { ownOrder } from './ownOrder.ts'

/** A payment begun with less time than this would hardly end before the hold. */
const shortestPaymentMs = 15_000

/**
 * Staff take the money of an order at the counter: in cash, or by the code on the diner's phone. What was begun
 * elsewhere is closed first, so that nobody pays twice (R11); then the intent is written, then the channel is asked.
 * What the channel did not take is let go of, so that any other way is open, the diner's phone too.
 * @throws Refusal payment_unavailable when an earlier payment cannot be closed yet, or the channel does not take it
 */
export const takePayment = useCase(
  staffRequests.takePayment,
  async (request, unsure: House, staff: StaffDocument): Promise<CounterOrder> => {
    const house = withAnswers(unsure)
    if (request.channel !== 'cash' && request.code === undefined) {
      throw new Refusal('bad_input', { field: 'code', problem: 'missing' })
    }
    const order = await ownOrder(request.order, house, staff)
    refuseUnless(order.status === 'placed', order)
    const isElsewhere = order.payment !== undefined && order.payment.channel !== request.channel
    const begun = await begin(isElsewhere ? await endElsewhere(order, house) : order, request, house, staff)
    const started = await channelOf(begun, house).start({
      id: paymentNumber(begun),
      title: `${begun.businessDay} ${begun.pickupNumber}`,
      totalFen: begun.totalFen,
      expiresAt: begun.holdUntil.getTime(),
      code: request.code,
      takenBy: begun.payment?.takenBy,
    })
    if (!started.ok) await endFailed(begun, started.reason, house)
    else if ('paid' in started) {
      await recordPayment({ outTradeNo: paymentNumber(begun), ...started.paid, channel: request.channel }, house)
    }
    return counterOrder(await ownOrder(begun._id, house, staff))
  },
)

function refuseUnless(fits: boolean, { status }: Order): void {
  if (!fits) throw new Refusal('wrong_status', { status, wanted: 'placed' })
}

/** @returns the order without its earlier payment, which nobody can make any more */
async function endElsewhere(order: Order, house: House): Promise<Order> {
  const end = await closeAtChannel(order, house)
  refuseUnless(end !== 'paid', { ...order, status: 'paid' })
  const { name } = channelOf(order, house)
  if (end === 'again') {
    const reason = `the payment by ${name} cannot be closed yet`
    throw new Refusal('payment_unavailable', { reason, next: [name] })
  }
  return (await letPaymentGo(order, house)) ?? refuseChanged()
}

/** The channel took nothing: that is proven, and the payment let go of. @throws Refusal unless the money came after all */
async function endFailed(begun: Order, reason: string, house: House): Promise<void> {
  const end = await closeAtChannel(begun, house)
  if (end === 'paid') return
  if (end === 'closed') await letPaymentGo(begun, house)
  throw new Refusal('payment_unavailable', { reason, next: nextWays(channelOf(begun, house).name, house) })
}

/** Writes the intent: only while the order is as it was seen. Who took cash first stays who took it. */
async function begin(
  order: Order,
  { channel }: StaffRequest<'takePayment'>,
  { records, clock }: House,
  staff: StaffDocument,
): Promise<Order> {
  const now = clock.now()
  const seen = order.payment ? { 'payment.startedAt': order.payment.startedAt } : { payment: _.exists(false) }
  const takenBy = order.payment?.channel === channel ? (order.payment.takenBy ?? staff._id) : staff._id
  const begun = await records.orders.updateAndReturn(
    { _id: order._id, status: 'placed', holdUntil: _.gt(new Date(now + shortestPaymentMs)), ...seen },
    { 'payment.startedAt': new Date(now), 'payment.channel': channel, 'payment.takenBy': takenBy },
  )
  return begun ?? refuseChanged()
}

function refuseChanged(): never {
  throw new Refusal('payment_unavailable', {
    reason: 'the order changed in this moment; look again',
    next: ['counter'],
  })
}
