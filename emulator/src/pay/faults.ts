import type { Trouble } from '../trouble/trouble.ts'
import { PayRefusal } from './businessAnswer.ts'
import type { PayChannelName } from './order.ts'

/** Refusals that have nothing to do with the order: the platform's own faults, with the texts of the v2 pages. */
const PAY_FAULTS = new Map([
  ['SYSTEMERROR', '系统错误'],
  ['BIZERR_NEED_RETRY', '退款业务流程错误，需要商户触发重试来解决'],
  ['NOTENOUGH', '余额不足'],
  ['FREQUENCY_LIMITED', '频率限制'],
  ['NOAUTH', '商户无此接口权限'],
])

export const PAY_FAULT_CODES: readonly string[] = [...PAY_FAULTS.keys()]

interface Asked {
  channel: PayChannelName
  /** cloudPay's name, Alipay's `method`, or method and path of an API v3 request. */
  api: string
  outTradeNo: unknown
}

/**
 * Does what a merchant asks of a pay platform, unless trouble makes it refuse before, or after all was done.
 * @throws PayRefusal with one of `PAY_FAULT_CODES`, or what `work` throws
 */
export async function throughFaults<T>(trouble: Trouble, asked: Asked, work: () => Promise<T>): Promise<T> {
  const { channel, api } = asked
  const outTradeNo = typeof asked.outTradeNo === 'string' ? asked.outTradeNo : undefined
  const [strike] = trouble.decide('payApi', { channel, api, outTradeNo })
  const fault = strike && new PayRefusal(strike.code ?? '', PAY_FAULTS.get(strike.code ?? '') ?? '')
  if (fault && strike.moment !== 'after') throw fault
  const answer = await work()
  if (fault) throw fault
  return answer
}
