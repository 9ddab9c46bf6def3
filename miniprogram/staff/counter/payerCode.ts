import type { PayChannelName } from '@yundian/domain'

/**
 * By which channel the code on a diner's phone is read. WeChat: 18 digits that begin with 10 to 15 (micropay); Alipay: 16 to
 * 24 digits that begin with 25 to 30 (alipay.trade.pay).
 * @returns undefined when it is no payment code
 */
export function channelOfCode(code: string): Extract<PayChannelName, 'wechatCode' | 'alipayCode'> | undefined {
  if (/^1[0-5]\d{16}$/.test(code)) return 'wechatCode'
  return /^(2[5-9]|30)\d{14,22}$/.test(code) ? 'alipayCode' : undefined
}
