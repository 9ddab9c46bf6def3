import { sendBatches, serveTrigger } from '@yundian/platform'

/** The CloudEvent of a database trigger on a sitting, as far as we use it. */
interface SittingEvent {
  data: { docId: string }
}

/** A table ordered a batch: it becomes an order of its own at once. The event may be late, so the sitting is read anew. */
export const main = serveTrigger(async ({ data: { docId } }: SittingEvent, house) => {
  const sitting = await house.records.sittings.get(docId)
  if (!sitting?.pending) return { sent: [] }
  await sendBatches(sitting, house)
  return { sent: Object.keys(sitting.outbox) }
})
