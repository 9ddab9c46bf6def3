import type { StaffDocument } from '@yundian/contract'
import { type Order, Refusal } from '@yundian/domain'
import type { House } from '@yundian/platform'

/** An order of the staff's own store. @throws Refusal unknown_order, also for one of another store */
export async function ownOrder(id: string, { records }: House, staff: StaffDocument): Promise<Order> {
  const [order] = await records.orders.find({ _id: id, store: staff.store }, { limit: 1 })
  if (!order) throw new Refusal('unknown_order', { order: id })
  return order
}
