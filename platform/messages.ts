import {
  clockTime,
  type Fen,
  formatYuan,
  type Order,
  showPickupNumber,
  showQueueNumber,
  type WaitingParty,
} from '@yundian/domain'
import { type OpenWechat, wechat } from './wechat.ts'

export interface Messages {
  /** Tells the diner that the food is ready. A diner who granted no message (43101) is not an error (R23). */
  orderReady(order: Order, storeName: string): Promise<void>
  /** Tells the diner that so much money (fen) is back. */
  refundArrived(order: Order, fen: Fen): Promise<void>
  /** Tells a waiting party that its table is ready. */
  tableReady(party: WaitingParty): Promise<void>
  /** Tells the diner the new time (ms), shown by the store's clocks. */
  orderLate(order: Order, promised: number, timeZone: string): Promise<void>
}

export function openWechatMessages(wechat: OpenWechat): Messages {
  const send = async (touser: string, page: string, templateId: string, data: Record<string, { value: string }>) => {
    const { openapi } = await wechat()
    try {
      await openapi.subscribeMessage.send({ touser, templateId, page, data })
    } catch (error) {
      const { errCode } = error as { errCode?: number }
      if (errCode !== 43101) throw error
    }
  }
  const orderPage = ({ _id }: Order) => `pages/order/order?order=${_id}`
  return {
    tableReady: (party) =>
      send(party.diner, 'queue/queue', process.env.QUEUE_TEMPLATE_ID ?? 'queue', {
        character_string1: { value: showQueueNumber(party) },
        number2: { value: String(party.people) },
      }),
    refundArrived: (order, fen) =>
      send(order.diner, orderPage(order), process.env.REFUND_TEMPLATE_ID ?? 'refund', {
        character_string1: { value: showPickupNumber(order.pickupNumber) },
        amount2: { value: `¥${formatYuan(fen)}` },
      }),
    orderReady: (order, storeName) =>
      send(order.diner, orderPage(order), process.env.READY_TEMPLATE_ID ?? 'ready', {
        character_string1: { value: showPickupNumber(order.pickupNumber) },
        thing2: { value: storeName.slice(0, 20) },
      }),
    orderLate: (order, promised, timeZone) =>
      send(order.diner, orderPage(order), process.env.LATE_TEMPLATE_ID ?? 'late', {
        character_string1: { value: showPickupNumber(order.pickupNumber) },
        time2: { value: clockTime(promised, timeZone) },
      }),
  }
}

export const wechatMessages: Messages = openWechatMessages(wechat)
