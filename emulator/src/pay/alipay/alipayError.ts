import type { PayRefusal } from '../businessAnswer.ts'

/** A refusal of Alipay's gateway: `code` says of what kind, `subCode` what exactly. */
export class AlipayError extends Error {
  constructor(
    readonly code: '20000' | '40002' | '40004',
    readonly subCode: string,
    message: string,
  ) {
    super(message)
    this.name = 'AlipayError'
  }
}

/** Alipay's words for a refusal of the order book. Source: the error tables of trade.pay, close, refund, query. */
const REFUSALS: Record<string, [subCode: string, message: string]> = {
  PARAM_ERROR: ['ACQ.INVALID_PARAMETER', '参数无效'],
  ORDERNOTEXIST: ['ACQ.TRADE_NOT_EXIST', '交易不存在'],
  ORDERCLOSED: ['ACQ.TRADE_HAS_CLOSE', '交易已经关闭'],
  ORDERPAID: ['ACQ.TRADE_HAS_SUCCESS', '交易已被支付'],
  OUT_TRADE_NO_USED: ['ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改'],
  NOTENOUGH: ['ACQ.BUYER_BALANCE_NOT_ENOUGH', '买家余额不足'],
  AUTH_CODE_INVALID: ['ACQ.PAYMENT_AUTH_CODE_INVALID', '支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款'],
  TRADE_STATE_ERROR: ['ACQ.TRADE_STATUS_ERROR', '交易状态不合法'],
  REFUND_FEE_MISMATCH: ['ACQ.DISCORDANT_REPEAT_REQUEST', '请求信息不一致'],
  SYSTEMERROR: ['ACQ.SYSTEM_ERROR', '系统异常'],
  BIZERR_NEED_RETRY: ['ACQ.SYSTEM_ERROR', '系统异常'],
  INVALID_REQUEST: ['ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限'],
}

export function alipayErrorOf({ code, message }: PayRefusal): AlipayError {
  const [subCode, words] = REFUSALS[code] ?? [`ACQ.${code}`, message]
  return new AlipayError('40004', subCode, words)
}
