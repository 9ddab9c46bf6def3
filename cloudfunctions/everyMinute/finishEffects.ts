import { effects } from '@yundian/domain'
import { _, type House, runEffects } from '@yundian/platform'
import { eachInTime } from './eachInTime.ts'

const mostOrders = 300

/** Does what orders still owe because a trigger was lost, or failed, or could not be done yet. @returns how many orders */
export async function finishEffects(house: House): Promise<number> {
  const owing = await house.records.orders.find(
    { owes: _.in([...effects]) },
    { orderBy: [{ field: 'placedAt', direction: 'asc' }], limit: mostOrders },
  )
  return eachInTime(owing, house, async (order) => {
    await runEffects(order, house)
    return true
  })
}
