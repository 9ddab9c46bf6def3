import { dueOf, effectsOf, type Fen, type Order, orderOfPayment } from '@yundian/domain'
import type { Filter } from './collection.ts'
import type { House } from './house.ts'
import type { PaymentFact } from './pay/notice.ts'
import type { Suspense } from './records.ts'
import { _ } from './records.ts'

/**
 * Records that an order is paid: one conditional write that checks state, amount and payer, and lists what the order
 * owes from then on (R5, R6, I6). A repeat changes nothing; a payment of a cancelled order makes it owe a revival or
 * a refund (R22); money that fits no order is kept in suspense and told to the owner (R24).
 * When this returns, the fact is stored.
 */
export async function recordPayment(fact: PaymentFact, house: House, ourMerchant?: string): Promise<void> {
  const { records, clock } = house
  if (fact.merchant !== undefined && fact.merchant !== ourMerchant) return suspend(fact, 'wrong_merchant', house)
  const id = orderOfPayment(fact.outTradeNo)
  const paid = {
    ...(id === fact.outTradeNo ? {} : { 'payment.number': fact.outTradeNo }),
    'payment.transactionId': fact.transactionId,
    'payment.paidFen': fact.totalFee,
    'payment.paidAt': new Date(clock.now()),
    ...(fact.channel === undefined ? {} : { 'payment.channel': fact.channel }),
  }
  const fits = { _id: id, ...(fact.payer === undefined ? {} : { diner: fact.payer }) }
  const changed = await records.orders.update(allOf({ ...fits, status: 'placed' }, isDue(fact.totalFee)), {
    ...paid,
    status: 'paid',
    owes: _.push(effectsOf('paid')),
  })
  if (changed === 1) return

  const order = await records.orders.get(id)
  const misfit = misfitOf(fact, order)
  if (misfit) return suspend(fact, misfit, house)
  if (order?.payment?.transactionId) return
  const late = await records.orders.update(
    allOf({ ...fits, status: 'cancelled', 'payment.transactionId': _.exists(false) }, isDue(fact.totalFee)),
    { ...paid, owes: _.push(['revive']) },
  )
  // It was cancelled, or paid, between the write and the look: look again.
  if (late === 0) return recordPayment(fact, house, ourMerchant)
}

/** The sum is what the order leaves to its channel: all of it, unless points and stored value pay a part. */
function isDue(fen: Fen): Filter {
  return _.or([{ 'parts.dueFen': fen }, { parts: _.exists(false), totalFen: fen }]) as unknown as Filter
}

const allOf = (...filters: Filter[]): Filter => _.and(filters) as unknown as Filter

function misfitOf(fact: PaymentFact, order: Order | undefined): Suspense['reason'] | undefined {
  if (!order) return 'unknown_order'
  if (order.onBill) return 'on_a_bill'
  if (dueOf(order) !== fact.totalFee) return 'wrong_amount'
  if (fact.payer !== undefined && fact.payer !== order.diner) return 'wrong_payer'
  const known = order.payment?.transactionId
  return known !== undefined && known !== fact.transactionId ? 'second_payment' : undefined
}

async function suspend(fact: PaymentFact, reason: Suspense['reason'], { records, clock }: House): Promise<void> {
  const at = new Date(clock.now())
  const { outTradeNo, transactionId, totalFee } = fact
  const id = `${outTradeNo}:${transactionId}`
  await records.suspense.add({ _id: id, reason, outTradeNo, transactionId, totalFee, at })
  const text = `A payment of ${totalFee} fen (${transactionId}) for ${outTradeNo} fits no order: ${reason}`
  await records.alerts.add({ _id: `suspense:${id}`, kind: 'suspense', text, at })
}
