import type { Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** A batch that is over stays where it was eaten. */
const underWay = ['placed', 'billed', 'paid', 'cooking', 'ready', 'served'] as const

/**
 * Puts the batches that a table ordered into `orders`, and strikes them out of its outbox; when the party was led to
 * another table, all that it ordered follows. Run again, late, or by two at once, it changes nothing more: an order is
 * added under its own id, and follows each move once.
 */
export async function sendBatches(sitting: Sitting, { records }: House): Promise<void> {
  const { _id, table, moves, round, outbox } = sitting
  const batches = Object.values(outbox)
  const place = { table, ...(moves > 0 ? { moves } : {}) }
  for (const order of batches) await records.orders.add({ ...order, ...place })
  if (moves > 0) {
    const behind = _.or(_.exists(false), _.lt(moves))
    await records.orders.update({ sitting: _id, status: _.in([...underWay]), moves: behind }, place)
  }
  const sent = Object.fromEntries(batches.map((order) => [`outbox.${order._id}`, _.remove()]))
  const quiet = await records.sittings.update({ _id, round, moves }, { ...sent, pending: false })
  // Another batch was ordered meanwhile, or the party moved: that change's own trigger, or the timer, sees to it.
  if (quiet === 0 && batches.length > 0) await records.sittings.update({ _id }, sent)
}
