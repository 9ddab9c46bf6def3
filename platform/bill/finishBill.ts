import { type Bill, isBillSettled, type Sitting, writtenOffFen } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { endSitting } from './endSitting.ts'

/**
 * Every share of a bill is paid: its orders say so, the bill is kept, and the party's tables are free unless more was
 * ordered meanwhile. Each step may be repeated; whoever dies in between is followed by the timer.
 * @returns the sitting afterwards
 */
export async function finishBill({ _id, bill }: Sitting, house: House): Promise<Sitting | undefined> {
  const { records, clock } = house
  if (!bill || !isBillSettled(bill)) return undefined
  const now = new Date(clock.now())
  await tellWrittenOff(bill, house)
  await records.orders.update({ bill: bill.id, settledAt: _.exists(false) }, { settledAt: now })
  await records.sittings.update(
    { _id, 'bill.id': bill.id },
    { bill: _.remove(), settledAt: now, bills: _.push([{ ...bill, settledAt: now }]) },
  )
  await endSitting(_id, house)
  return records.sittings.get(_id)
}

async function tellWrittenOff(bill: Bill, { records, clock }: House): Promise<void> {
  const fen = writtenOffFen(bill)
  const [first] = Object.values(bill.shares).flatMap(({ writtenOff }) => writtenOff ?? [])
  if (!first) return
  const text = `${first.by} wrote off ${fen} of ${bill.totalFen} fen of the bill ${bill.id}: ${first.reason}`
  await records.alerts.add({ _id: `writtenOff:${bill.id}`, kind: 'bill', text, at: new Date(clock.now()) })
}
