import { type StaffDocument, type StaffReplies, staffRequests } from '@yundian/contract'
import { dueOf, type Order, paymentNumber, Refusal } from '@yundian/domain'
import { channelOf, counterOrder, type House, nextWays, useCase, withAnswers } from '@yundian/platform'
import { beginPayment, endElsewhere, endFailed, refuseUnlessUnpaid } from './counterPayment.ts'
import { ownOrder } from './ownOrder.ts'

/**
 * How long a code that we show may be scanned. Nobody can take it back before (see `PayChannel.close`), so the order
 * waits that long before it can be paid in another way.
 */
const codeLifeMs = 3 * 60_000
/** A code with less time than this is not worth showing again. */
const leastShownMs = 30_000

/**
 * Staff show a code of ours that the diner scans with Alipay. Shown again while it lives, it is the same payment under
 * the same number (R8); one that nobody scanned in its time is closed, and the next has a number of its own.
 * @throws Refusal payment_unavailable when Alipay is not connected, does not take the order, or an earlier payment
 *   cannot be closed yet; wrong_status when the order is not to be paid
 */
export const showCode = useCase(
  staffRequests.showCode,
  async ({ order: id }, unsure: House, staff: StaffDocument): Promise<StaffReplies['showCode']> => {
    const house = withAnswers(unsure)
    if (!house.counter?.alipay) {
      throw new Refusal('payment_unavailable', { reason: 'not connected', next: nextWays('alipay', house) })
    }
    const order = await ownOrder(id, house, staff)
    refuseUnlessUnpaid(order)
    const now = house.clock.now()
    const shownUntil = shownUntilOf(order)
    const isShown = shownUntil !== undefined && shownUntil > now + leastShownMs
    const open = order.payment && !isShown ? await endElsewhere(order, house) : order
    const until = isShown ? shownUntil : Math.min(order.holdUntil.getTime(), now + codeLifeMs)
    const begun = await beginPayment(open, 'alipay', house, staff, until)
    const started = await channelOf(begun, house).start({
      id: paymentNumber(begun),
      title: `${begun.businessDay} ${begun.pickupNumber}`,
      totalFen: dueOf(begun),
      expiresAt: until,
    })
    if (started.ok && 'showCode' in started) return { order: counterOrder(begun), code: started.showCode, until }
    await endFailed(begun, started.ok ? 'no code' : started.reason, house, open.payment === undefined)
    throw new Refusal('wrong_status', { status: 'paid', wanted: 'placed' })
  },
)

function shownUntilOf({ payment }: Order): number | undefined {
  return payment?.channel === 'alipay' ? payment.openUntil?.getTime() : undefined
}
