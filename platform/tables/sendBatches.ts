import type { Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'

/**
 * Puts the batches that a table ordered into `orders`, and strikes them out of its outbox. Run again, or by two at once,
 * it changes nothing: an order is added under its own id, and one that is there already stays as it is.
 */
export async function sendBatches(sitting: Sitting, { records }: House): Promise<void> {
  const batches = Object.values(sitting.outbox)
  for (const order of batches) await records.orders.add({ ...order, table: sitting.table })
  const sent = Object.fromEntries(batches.map(({ _id }) => [`outbox.${_id}`, _.remove()]))
  const quiet = await records.sittings.update({ _id: sitting._id, round: sitting.round }, { ...sent, pending: false })
  // Another batch was ordered meanwhile: its own trigger, or the timer, sends it.
  if (quiet === 0 && batches.length > 0) await records.sittings.update({ _id: sitting._id }, sent)
}
