import { effects } from '@yundian/domain'
import { _, type House, runEffects } from '@yundian/platform'

const mostOrders = 200

/** Does what orders still owe because a trigger was lost, or failed, or could not be done yet. @returns how many orders */
export async function finishEffects(house: House): Promise<number> {
  const owing = await house.records.orders.find(
    { owes: _.in([...effects]) },
    { orderBy: [{ field: 'placedAt', direction: 'asc' }], limit: mostOrders },
  )
  for (const order of owing) {
    await runEffects(order, house).catch((error: unknown) => {
      console.error(JSON.stringify({ level: 'error', order: order._id, owes: order.owes, error: String(error) }))
    })
  }
  return owing.length
}
