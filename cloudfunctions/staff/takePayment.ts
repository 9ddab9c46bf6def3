import { type CounterOrder, type StaffDocument, staffRequests } from '@yundian/contract'
import { dueOf, paymentNumber, Refusal } from '@yundian/domain'
import { channelOf, counterOrder, type House, nextWays, recordPayment, useCase, withAnswers } from '@yundian/platform'
import { beginPayment, endElsewhere, endFailed, refuseUnlessUnpaid } from './counterPayment.ts'
import { ownOrder } from './ownOrder.ts'

/**
 * Staff take the money of an order at the counter: in cash, or by the code on the diner's phone. What was begun
 * elsewhere is closed first, so that nobody pays twice (R11); then the intent is written, then the channel is asked.
 * What the channel did not take is let go of, so that any other way is open, the diner's phone too.
 * @throws Refusal payment_unavailable when the channel is not connected or does not take it, or an earlier payment cannot
 *   be closed yet
 */
export const takePayment = useCase(
  staffRequests.takePayment,
  async (request, unsure: House, staff: StaffDocument): Promise<CounterOrder> => {
    const house = withAnswers(unsure)
    const { channel, code } = request
    if (channel !== 'cash' && code === undefined) {
      throw new Refusal('bad_input', { field: 'code', problem: 'missing' })
    }
    if (!house.counter?.[channel]) {
      throw new Refusal('payment_unavailable', { reason: 'not connected', next: nextWays(channel, house) })
    }
    const order = await ownOrder(request.order, house, staff)
    refuseUnlessUnpaid(order)
    const isElsewhere = order.payment !== undefined && order.payment.channel !== channel
    const open = isElsewhere ? await endElsewhere(order, house) : order
    const begun = await beginPayment(open, channel, house, staff)
    const started = await channelOf(begun, house).start({
      id: paymentNumber(begun),
      title: `${begun.businessDay} ${begun.pickupNumber}`,
      totalFen: dueOf(begun),
      expiresAt: begun.holdUntil.getTime(),
      code,
      takenBy: begun.payment?.takenBy,
    })
    if (!started.ok) await endFailed(begun, started.reason, house, open.payment === undefined)
    else if ('paid' in started) {
      await recordPayment({ outTradeNo: paymentNumber(begun), ...started.paid, channel }, house)
    }
    return counterOrder(await ownOrder(begun._id, house, staff))
  },
)
