import type { PayChannelName } from '@yundian/domain'
import { alipayAccount } from './alipay/alipayAccount.ts'
import { wechatPay } from './cloudPay/wechatPay.ts'
import type { PhoneChannel } from './payChannel.ts'
import { v3Account } from './v3/v3Account.ts'
import { openWechatV3 } from './v3/wechatV3.ts'

type Environment = Record<string, string | undefined>

/** How diners pay in the mini-program: by cloudPay, or by API v3 when that alone is connected. */
export function phoneChannel(env: Environment): PhoneChannel {
  const v3 = env.SUB_MCH_ID ? undefined : v3Account(env)
  return v3 ? openWechatV3(v3) : wechatPay
}

/** The names of all channels that the environment connects, in the order in which they are offered; cash is always there. */
export function connectedChannels(env: Environment): PayChannelName[] {
  const wechat: PayChannelName[] = env.SUB_MCH_ID ? ['wechat'] : v3Account(env) ? ['wechatV3'] : []
  const alipay: PayChannelName[] = alipayAccount(env) ? ['alipay'] : []
  const atCounter: PayChannelName[] = [
    ...(env.SUB_MCH_ID ? (['wechatCode'] as const) : []),
    ...(alipay.length > 0 ? (['alipayCode'] as const) : []),
  ]
  return [...wechat, ...alipay, ...atCounter, 'cash']
}
