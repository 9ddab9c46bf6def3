import type { Order, Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { aggregation } from '../records.ts'

/** A party and what it ordered at its own table. */
export interface Meal {
  sitting: Sitting
  /** All that it ordered, the first batch first. */
  batches: Order[]
}

/** Reads a sitting and everything that was ordered in it, also what is still in its outbox, in one round trip. */
export async function readMeal(id: string, { records }: House): Promise<Meal | undefined> {
  const ordered = aggregation.pipeline().match({ sitting: id }).done()
  const [found] = await records.sittings.aggregate<Sitting & { orders: Order[] }>((stages) =>
    stages.match({ _id: id }).lookup({ from: 'orders', let: {}, pipeline: ordered, as: 'orders' }),
  )
  if (!found) return undefined
  const { orders, ...sitting } = found
  const byId = new Map(Object.values(sitting.outbox).map((order) => [order._id, order]))
  for (const order of orders) byId.set(order._id, order)
  const batches = [...byId.values()].sort((a, b) => (a.batch ?? 0) - (b.batch ?? 0))
  return { sitting, batches }
}
