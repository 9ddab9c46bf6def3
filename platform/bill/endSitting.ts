import type { House } from '../house.ts'
import { freeTable } from '../tables/freeTable.ts'
import { readParty } from './party.ts'

/**
 * Ends a party that has nothing more to pay: its tables are free, those joined to it first.
 * @returns whether it is over
 */
export async function endSitting(id: string, house: House): Promise<boolean> {
  const party = await readParty(id, house)
  if (!party || party.orders.length > 0 || party.host.bill) return false
  const joined = party.sittings.filter(({ _id }) => _id !== party.host._id)
  for (const sitting of [...joined, party.host]) if (!(await freeTable(sitting, house))) return false
  return true
}
