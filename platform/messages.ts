import { clockTime, type Order, showPickupNumber } from '@yundian/domain'
import { type OpenWechat, wechat } from './wechat.ts'

export interface Messages {
  /** Tells the diner that the food is ready. A diner who granted no message (43101) is not an error (R23). */
  orderReady(order: Order, storeName: string): Promise<void>
  /** Tells the diner the new time (ms), shown by the store's clocks. */
  orderLate(order: Order, promised: number, timeZone: string): Promise<void>
}

export function openWechatMessages(wechat: OpenWechat): Messages {
  const send = async (order: Order, templateId: string, data: Record<string, { value: string }>) => {
    const { openapi } = await wechat()
    try {
      const page = `pages/order/order?order=${order._id}`
      await openapi.subscribeMessage.send({ touser: order.diner, templateId, page, data })
    } catch (error) {
      const { errCode } = error as { errCode?: number }
      if (errCode !== 43101) throw error
    }
  }
  return {
    orderReady: (order, storeName) =>
      send(order, process.env.READY_TEMPLATE_ID ?? 'ready', {
        character_string1: { value: showPickupNumber(order.pickupNumber) },
        thing2: { value: storeName.slice(0, 20) },
      }),
    orderLate: (order, promised, timeZone) =>
      send(order, process.env.LATE_TEMPLATE_ID ?? 'late', {
        character_string1: { value: showPickupNumber(order.pickupNumber) },
        time2: { value: clockTime(promised, timeZone) },
      }),
  }
}

export const wechatMessages: Messages = openWechatMessages(wechat)
