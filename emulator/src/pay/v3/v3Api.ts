import type { Clock } from '../../clock.ts'
import { PayRefusal } from '../businessAnswer.ts'
import type { Payments } from '../payments.ts'
import { V3_MERCHANT } from './merchant.ts'

export interface V3Call {
  path: string
  /** What stands in the path in place of `{}`. */
  parameter: string
  query: URLSearchParams
  /** Empty for a request without a body. */
  body: Record<string, unknown>
  payments: Payments
  clock: Clock
  appId: string
  /** Where the platform itself is reached. */
  origin: string
}

/**
 * One API of v3.
 * @returns the body of the answer; undefined: status 204 without one; a Buffer: a file
 * @throws PayRefusal, V3Error
 */
export type V3Api = (call: V3Call) => Promise<Record<string, unknown> | Buffer | undefined>

/** @throws PayRefusal PARAM_ERROR for any merchant but the one that signs */
export function requireMerchant(mchid: unknown): void {
  if (mchid !== V3_MERCHANT.mchId)
    throw new PayRefusal('PARAM_ERROR', '输入源“/body/mchid”映射到值字段“商户号”规则校验失败')
}
