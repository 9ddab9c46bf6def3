import type { Clock } from '../../clock.ts'
import type { Payments } from '../payments.ts'

export interface AlipayCall {
  /** `biz_content` */
  content: Record<string, unknown>
  /** `notify_url` */
  notifyUrl?: string
  payments: Payments
  clock: Clock
  /** Where the gateway is reached. */
  gateway: string
}

/**
 * One method of Alipay's gateway.
 * @returns the fields of the answer; `code` is '10000' unless it says otherwise
 * @throws PayRefusal, AlipayError
 */
export type AlipayApi = (call: AlipayCall) => Promise<Record<string, unknown>>
