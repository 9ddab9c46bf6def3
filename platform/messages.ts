import { type Order, showPickupNumber } from '@yundian/domain'
import { type OpenWechat, wechat } from './wechat.ts'

export interface Messages {
  /** Tells the diner that the food is ready. A diner who granted no message (43101) is not an error (R23). */
  orderReady(order: Order, storeName: string): Promise<void>
}

export function openWechatMessages(wechat: OpenWechat): Messages {
  return {
    async orderReady(order, storeName) {
      const { openapi } = await wechat()
      try {
        await openapi.subscribeMessage.send({
          touser: order.diner,
          templateId: process.env.READY_TEMPLATE_ID ?? 'ready',
          page: `pages/order/order?order=${order._id}`,
          data: {
            character_string1: { value: showPickupNumber(order.pickupNumber) },
            thing2: { value: storeName.slice(0, 20) },
          },
        })
      } catch (error) {
        const { errCode } = error as { errCode?: number }
        if (errCode !== 43101) throw error
      }
    },
  }
}

export const wechatMessages: Messages = openWechatMessages(wechat)
