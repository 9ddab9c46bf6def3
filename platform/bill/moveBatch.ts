import { type Order, Refusal, type Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { _ } from '../records.ts'
import { asFree, takeOffBill } from './voidOrder.ts'

/**
 * Leads an order from one party's bill to another's. The table that gets it knows beforehand, so that it is not freed
 * meanwhile; then one write on the order moves it.
 * @throws Refusal sitting_closed, bill_being_paid, wrong_status
 */
export async function leadOrder(order: Order, to: Sitting, house: House): Promise<Order> {
  if (order.sitting === to._id) return order
  if (!order.onBill || order.status === 'voided') {
    throw new Refusal('wrong_status', { status: order.status, wanted: 'billed' })
  }
  await takeOffBill(order, house)
  const { records, clock } = house
  const mark = `arriving.${order._id}`
  const expected = await records.sittings.update({ _id: to._id, status: 'open' }, { [mark]: new Date(clock.now()) })
  if (expected === 0) throw new Refusal('sitting_closed', { sitting: to._id })
  const moved = await records.orders.updateAndReturn(
    { ...asFree(order), sitting: order.sitting },
    { sitting: to._id, table: to.table, bill: _.remove() },
  )
  await arrive(to._id, [order._id], house)
  const now = moved ?? (await records.orders.get(order._id)) ?? order
  if (now.sitting !== to._id) throw new Refusal('bill_being_paid', { sitting: order.sitting ?? '' })
  return now
}

/** Orders that were on their way to a table are there, or never will be. */
export async function arrive(sitting: string, orders: readonly string[], { records }: House): Promise<void> {
  await records.sittings.update(
    { _id: sitting },
    Object.fromEntries(orders.map((id) => [`arriving.${id}`, _.remove()])),
  )
}
