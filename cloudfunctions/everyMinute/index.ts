import { serveTrigger } from '@yundian/platform'
import { endExpiredOrders } from './endExpiredOrders.ts'
import { findSilentPayments } from './findSilentPayments.ts'
import { finishEffects } from './finishEffects.ts'
import { sweepBoards } from './sweepBoards.ts'

/** What was missed is found: silent payments first, so that an order that was paid is not taken for expired. */
export const main = serveTrigger(async (_event: unknown, house) => {
  const foundPaid = await findSilentPayments(house)
  const expired = await endExpiredOrders(house)
  const finished = await finishEffects(house)
  const swept = await sweepBoards(house)
  return { foundPaid, expired, finished, swept }
})
