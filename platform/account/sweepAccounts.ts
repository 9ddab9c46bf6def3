import type { Account } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { endHoldOfParts, usedWithinMs } from './holdParts.ts'

/**
 * Ends what is put aside for orders that do not use it: a function died between the account and the order, or the order is
 * over. What an order still owes its account is left to its effect.
 * @returns how many holds were ended
 */
export async function sweepAccount(account: Account, house: House): Promise<number> {
  const { records, clock } = house
  const stray: string[] = []
  for (const [id, { name, at }] of Object.entries(account.held)) {
    if (at.getTime() + usedWithinMs > clock.now()) continue
    const order = await records.orders.get(id)
    const isUsed = order?.status === 'placed' && order.parts?.hold === name
    if (isUsed || order?.owes.includes('parts')) continue
    await endHoldOfParts({ _id: id, diner: account._id }, name, house)
    stray.push(id)
  }
  const isEmpty = Object.keys(account.held).length === stray.length
  // Who holds something in the meantime has counted the version up, beyond what was ended here.
  await records.accounts.update(
    { _id: account._id, version: account.version + stray.length },
    { lookAt: isEmpty ? _.remove() : new Date(clock.now() + usedWithinMs) },
  )
  return stray.length
}
