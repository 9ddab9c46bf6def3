import { beijingDigits } from './beijingTime.ts'
import { PayRefusal } from './businessAnswer.ts'
import { payByCode, takeBack } from './codePayment.ts'
import { fee, optionalText, requiredText, shaped } from './fields.ts'
import { OUT_TRADE_NO, PREPAY_LIFE_MS } from './limits.ts'
import { PLATFORM } from './merchant.ts'
import { findOrder } from './orderApis.ts'
import type { PayApi } from './wxPayApi.ts'

/**
 * `micropay`: pays by the code that the diner's phone shows; the answer is all there is, no function is told. A diner who
 * is asked for the password makes it fail with USERPAYING, and `queryOrder` tells what he did.
 */
export const micropay: PayApi = async (fields, { payments, clock }) => {
  requiredText(fields, 'spbill_create_ip')
  const now = clock.now()
  const wanted = {
    channel: 'cloudPay' as const,
    outTradeNo: shaped(fields, 'out_trade_no', OUT_TRADE_NO),
    prepayId: `micropay${payments.numbers.hex(10)}`,
    totalFee: fee(fields, 'total_fee'),
    body: requiredText(fields, 'body'),
    attach: optionalText(fields, 'attach'),
    subMchId: requiredText(fields, 'sub_mch_id'),
    functionName: '',
    createdAt: now,
    expiresAt: now + PREPAY_LIFE_MS,
    state: 'NOTPAY' as const,
    refunds: [],
  }
  const order = await payByCode(payments, wanted, 'wechat', requiredText(fields, 'auth_code'))
  if (order.state === 'USERPAYING') throw new PayRefusal('USERPAYING', '需要用户输入支付密码')
  return {
    sub_mch_id: order.subMchId,
    openid: PLATFORM.openid,
    sub_openid: order.openid,
    trade_type: 'MICROPAY',
    bank_type: PLATFORM.bankType,
    total_fee: order.totalFee,
    cash_fee: order.totalFee,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    time_end: beijingDigits(order.paidAt ?? now),
  }
}

/** `reverse`: takes a payment by code back, paid or not. `recall` says whether it has to be called again. */
export const reverse: PayApi = async (fields, { payments, clock }) => {
  const order = findOrder(fields, payments.book)
  await takeBack(payments, order, clock.now())
  return { sub_mch_id: order.subMchId, recall: 'N' }
}
