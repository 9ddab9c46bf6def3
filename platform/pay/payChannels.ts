import type { PayChannelName } from '@yundian/domain'
import { type Clock, systemClock } from '../clock.ts'
import { openAlipay } from './alipay/alipay.ts'
import { alipayAccount } from './alipay/alipayAccount.ts'
import { openAlipayCode } from './alipay/alipayCode.ts'
import { cash } from './cash.ts'
import { wechatCode } from './cloudPay/wechatCode.ts'
import { wechatPay } from './cloudPay/wechatPay.ts'
import type { PayChannel } from './payChannel.ts'
import { v3Account } from './v3/v3Account.ts'
import { openWechatV3 } from './v3/wechatV3.ts'

type Environment = Record<string, string | undefined>

/**
 * Every way to be paid that the environment connects, by its name: a channel whose keys are absent is off. Loading the
 * channels of the counter is dear; a function that serves diners' phones takes `phoneChannel`.
 */
export function payChannels(env: Environment, clock: Clock = systemClock): Partial<Record<PayChannelName, PayChannel>> {
  const v3 = v3Account(env)
  const alipay = alipayAccount(env)
  return {
    ...(env.SUB_MCH_ID ? { wechat: wechatPay, wechatCode } : {}),
    ...(v3 ? { wechatV3: openWechatV3(v3, clock) } : {}),
    ...(alipay ? { alipay: openAlipay(alipay, clock), alipayCode: openAlipayCode(alipay, clock) } : {}),
    cash,
  }
}
