import * as z from 'zod/mini'

/** The outside of a notice of WeChat Pay API v3. */
export const v3Envelope = z.object({
  event_type: z.string(),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string(),
    associated_data: z.optional(z.string()),
    nonce: z.string(),
  }),
})

/** What a sealed notice of a payment says that we use. */
export const v3PaymentNotice = z.object({
  mchid: z.string(),
  appid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string(),
  trade_state: z.literal('SUCCESS'),
  payer: z.object({ openid: z.string() }),
  amount: z.object({ total: z.int(), currency: z.literal('CNY') }),
})

/** What a sealed notice of a refund says that we use. */
export const v3RefundNotice = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  out_refund_no: z.string(),
  refund_status: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']),
  amount: z.object({ refund: z.int() }),
})
