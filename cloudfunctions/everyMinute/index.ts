import { connectCounter, type House, serveTrigger } from '@yundian/platform'
import { closeIdleTables } from './closeIdleTables.ts'
import { deliverWebhooks } from './deliverWebhooks.ts'
import { endExpiredOrders } from './endExpiredOrders.ts'
import { findSilentPayments } from './findSilentPayments.ts'
import { finishEffects } from './finishEffects.ts'
import { followRefunds } from './followRefunds.ts'
import { freeReservedTables } from './freeReservedTables.ts'
import { mendBills } from './mendBills.ts'
import { publishMenus } from './publishMenus.ts'
import { renewPromises } from './renewPromises.ts'
import { sendTableBatches } from './sendTableBatches.ts'
import { sweepAccounts } from './sweepAccounts.ts'
import { sweepBoards } from './sweepBoards.ts'
import { tellLowStock } from './tellLowStock.ts'
import { turnBoards } from './turnBoards.ts'
import { writeShelves } from './writeShelves.ts'

/** What needs only the database comes first: a pay platform that hangs must not keep it waiting. */
const duties = {
  sendTableBatches,
  finishEffects,
  mendBills,
  sweepBoards,
  sweepAccounts,
  turnBoards,
  renewPromises,
  freeReservedTables,
  publishMenus,
  closeIdleTables,
  writeShelves,
  tellLowStock,
  findSilentPayments,
  endExpiredOrders,
  followRefunds,
  deliverWebhooks,
}

connectCounter()

/** What was missed is found and done; one duty that fails does not keep the others back. */
export const main = serveTrigger(async (_event: unknown, house) => {
  const done: Record<string, number | 'failed'> = {}
  for (const [name, duty] of Object.entries(duties)) done[name] = await attempt(name, duty, house)
  return done
})

async function attempt(name: string, duty: (house: House) => Promise<number>, house: House) {
  try {
    return await duty(house)
  } catch (error) {
    console.error(JSON.stringify({ level: 'error', duty: name, error: String(error) }))
    return 'failed'
  }
}
