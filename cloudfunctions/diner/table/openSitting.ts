import { type TableDinerReplies, tableDinerRequests } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type Diner, type House, memberKey, orderView, readMeal, tableReply, useCase } from '@yundian/platform'

/** A member looks at his table: the cart, and everything that was ordered at it; another's table does not exist for him. */
export const openSitting = useCase(
  tableDinerRequests.openSitting,
  async ({ sitting: id }, house: House, { openid }: Diner): Promise<TableDinerReplies['openSitting']> => {
    const me = memberKey(id, openid)
    const meal = await readMeal(id, house)
    if (!meal?.sitting.members[me]) throw new Refusal('unknown_sitting', { sitting: id })
    const now = house.clock.now()
    const batches = meal.batches.map((order) => ({ ...orderView(order, now), mine: order.diner === openid }))
    return { ...tableReply(meal.sitting, me, house), batches }
  },
)
