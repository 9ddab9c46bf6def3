import type { PayRefusal } from '../businessAnswer.ts'

/** A refusal of API v3: an HTTP status and `{code, message}`. */
export class V3Error extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'V3Error'
  }
}

/**
 * API v3's status and code for a refusal of the order book. Sources: the error tables of JSAPI order, query, close
 * (merchant/4012556398) and refund; the code of an order that is paid stands in none of them and is v2's.
 */
const REFUSALS: Record<string, [status: number, code: string]> = {
  PARAM_ERROR: [400, 'PARAM_ERROR'],
  INVALID_REQUEST: [400, 'INVALID_REQUEST'],
  ORDERNOTEXIST: [404, 'ORDER_NOT_EXIST'],
  ORDERCLOSED: [400, 'ORDER_CLOSED'],
  ORDERPAID: [400, 'ORDERPAID'],
  OUT_TRADE_NO_USED: [403, 'OUT_TRADE_NO_USED'],
  NOTENOUGH: [403, 'NOT_ENOUGH'],
  TRADE_STATE_ERROR: [400, 'INVALID_REQUEST'],
  REFUND_FEE_MISMATCH: [400, 'INVALID_REQUEST'],
  REFUNDNOTEXIST: [404, 'RESOURCE_NOT_EXISTS'],
  FREQUENCY_LIMITED: [429, 'FREQUENCY_LIMITED'],
  SYSTEMERROR: [500, 'SYSTEM_ERROR'],
  BIZERR_NEED_RETRY: [500, 'SYSTEM_ERROR'],
}

export function v3ErrorOf({ code, message }: PayRefusal): V3Error {
  const [status, name] = REFUSALS[code] ?? [400, code]
  return new V3Error(status, name, message)
}
