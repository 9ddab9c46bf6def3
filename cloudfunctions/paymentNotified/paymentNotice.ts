import * as z from 'zod/mini'

/** What cloudPay's notice says that we use; it has more fields, and may get others. */
export const paymentNotice = z.object({
  returnCode: z.literal('SUCCESS'),
  resultCode: z.literal('SUCCESS'),
  outTradeNo: z.string(),
  transactionId: z.string(),
  totalFee: z.int(),
  subMchId: z.string(),
  subOpenid: z.optional(z.string()),
})
