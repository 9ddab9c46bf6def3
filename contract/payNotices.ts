import * as z from 'zod/mini'

/** What cloudPay's payment notice says that we use; it has more fields, and may get others. */
export const cloudPayPaymentNotice = z.object({
  returnCode: z.literal('SUCCESS'),
  resultCode: z.literal('SUCCESS'),
  outTradeNo: z.string(),
  transactionId: z.string(),
  totalFee: z.int(),
  subMchId: z.string(),
  subOpenid: z.optional(z.string()),
})

/** What cloudPay's refund notice says that we use. */
export const cloudPayRefundNotice = z.object({
  returnCode: z.literal('SUCCESS'),
  outTradeNo: z.string(),
  outRefundNo: z.string(),
  refundFee: z.int(),
  subMchId: z.string(),
  refundStatus: z.enum(['SUCCESS', 'CHANGE', 'REFUNDCLOSE']),
})
