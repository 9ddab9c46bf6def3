import { type House, sendBatches } from '@yundian/platform'
import { eachInTime } from './eachInTime.ts'

const mostSittings = 300

/** Sends the batches of tables whose trigger was lost. @returns of how many */
export async function sendTableBatches(house: House): Promise<number> {
  const pending = await house.records.sittings.find(
    { pending: true },
    { orderBy: [{ field: 'touchedAt', direction: 'asc' }], limit: mostSittings },
  )
  return eachInTime(pending, house, async (sitting) => {
    await sendBatches(sitting, house)
    return true
  })
}
