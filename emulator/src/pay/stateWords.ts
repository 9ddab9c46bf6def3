import type { OrderState } from './order.ts'

/** How WeChat Pay calls an order's state (`trade_state_desc`). */
export const STATE_WORDS: Record<OrderState, string> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  CLOSED: '订单已关闭',
  REFUND: '转入退款',
  USERPAYING: '用户支付中',
  PAYERROR: '支付失败',
  REVOKED: '已撤销',
}
