import type { StoreDocument } from '@yundian/contract'
import { _, type House } from '@yundian/platform'

const mostListed = 1000

/** Orders of past days, paid or on a bill, that nobody handed out: the owner should know, and clear them from the kitchen's screen. They are no load any more. */
export async function tellForgottenOrders(
  store: StoreDocument,
  today: string,
  { records, clock }: House,
): Promise<void> {
  const forgotten = await records.orders.find(
    {
      store: store._id,
      status: _.in(['billed', 'paid', 'cooking', 'ready']),
      share: _.exists(false),
      businessDay: _.lt(today),
    },
    { limit: mostListed, fields: ['_id', 'businessDay', 'pickupNumber'] },
  )
  if (forgotten.length === 0) return
  const some = forgotten.slice(0, 5).map((order) => `${order.businessDay} #${order.pickupNumber}`)
  const text = `${forgotten.length} orders of past days were never handed out, such as ${some.join(', ')}`
  await Promise.all(
    forgotten.map(({ _id }) =>
      records.orders.update(
        { _id, forgottenAt: _.exists(false) },
        { forgottenAt: new Date(clock.now()), owes: _.push(['unload']) },
      ),
    ),
  )
  await records.alerts.add({ _id: `forgotten:${store._id}:${today}`, kind: 'kitchen', text, at: new Date(clock.now()) })
}
