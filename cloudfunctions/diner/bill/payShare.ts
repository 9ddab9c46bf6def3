import { billDinerRequests, type OrderView } from '@yundian/contract'
import { type Diner, type House, orderView, payShare as pay, useCase } from '@yundian/platform'
import { ownParty } from './ownParty.ts'

/** Somebody at a table begins to pay a share of its bill; the order that he gets is paid like any other (`payOrder`). */
export const payShare = useCase(
  billDinerRequests.payShare,
  async ({ sitting, bill, share, takeOver = false }, house: House, { openid }: Diner): Promise<OrderView> => {
    const { host } = await ownParty(sitting, openid, house)
    const order = await pay({ sitting: host._id, bill, share }, openid, takeOver, house)
    return orderView(order, house.clock.now())
  },
)
