import type { Order } from '@yundian/domain'
import { describe, expect, it } from 'vitest'
import { openWechatMessages } from './messages.ts'
import type { WechatCloud } from './wechat.ts'

const order = { _id: 'a', diner: 'ann', pickupNumber: 7 } as Order

/** WeChat, answering a message with an error number; 0 is none. */
function wechatThat(errCode: number, sent: Record<string, unknown>[] = []) {
  const send = async (message: Record<string, unknown>) => {
    sent.push(message)
    if (errCode !== 0) throw Object.assign(new Error('openapi fault'), { errCode })
    return { errCode, errMsg: 'ok' }
  }
  return async () => ({ openapi: { subscribeMessage: { send } } }) as unknown as WechatCloud
}

describe('R23: the message that food is ready', () => {
  it('is sent once, with the number to listen for, and opens the order', async () => {
    const sent: Record<string, unknown>[] = []
    await openWechatMessages(wechatThat(0, sent)).orderReady(order, '巷口面馆')
    expect(sent).toMatchObject([
      { touser: 'ann', page: 'pages/order/order?order=a', data: { character_string1: { value: '007' } } },
    ])
  })

  it('is no fault when the diner granted none, and a fault when WeChat has one', async () => {
    await openWechatMessages(wechatThat(43101)).orderReady(order, '巷口面馆')
    await expect(openWechatMessages(wechatThat(-1)).orderReady(order, '巷口面馆')).rejects.toMatchObject({
      errCode: -1,
    })
  })
})
