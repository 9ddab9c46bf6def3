import { createCipheriv, randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { beijingIso } from '../beijingTime.ts'
import { NOTICE_REPEAT_DELAYS_MS } from '../limits.ts'
import type { NoticeChannel } from '../noticeChannel.ts'
import type { PayKeys } from '../payKeys.ts'
import { type PostNotice, postNotice } from '../postNotice.ts'
import { refundFields, transactionFields } from './fields.ts'
import { V3_MERCHANT } from './merchant.ts'
import { platformHeaders } from './signature.ts'

/**
 * API v3 tells the address that the order names: a JSON whose `resource` is sealed with the merchant's API v3 key, under
 * the platform's signature. Status 200 or 204 acknowledges. Each delivery is sealed and signed anew.
 */
export function v3Notices({
  keys,
  clock,
  appId,
  post = postNotice,
}: {
  keys: PayKeys
  clock: Clock
  appId: string
  post?: PostNotice
}): NoticeChannel {
  return {
    repeatDelaysMs: NOTICE_REPEAT_DELAYS_MS,
    payment: (order) => ({ event_type: 'TRANSACTION.SUCCESS', ...transactionFields(order, appId) }),
    refund: (order, refund) => {
      const fields = refundFields(order, refund, refund.settlesAt)
      const { status } = fields
      return { event_type: `REFUND.${status}`, mchid: V3_MERCHANT.mchId, ...fields, refund_status: status }
    },
    send: async ({ url = '' }, { event_type: eventType, ...resource }) => {
      const isRefund = String(eventType).startsWith('REFUND')
      const kind = isRefund ? 'refund' : 'transaction'
      const body = JSON.stringify({
        id: randomUUID(),
        create_time: beijingIso(clock.now()),
        resource_type: 'encrypt-resource',
        event_type: eventType,
        summary: isRefund ? '退款成功' : '支付成功',
        resource: { original_type: kind, ...seal(JSON.stringify(resource), kind, keys.apiV3Key) },
      })
      const headers = {
        'content-type': 'application/json',
        ...platformHeaders(body, keys.platform.privateKey, clock.now()),
      }
      const { status, text } = await post(url, headers, body)
      return { ok: status === 200 || status === 204, answer: { status, body: text } }
    },
  }
}

/** AES-256-GCM; the tag follows the text. */
function seal(text: string, associatedData: string, key: string) {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associatedData))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    associated_data: associatedData,
    nonce,
  }
}
