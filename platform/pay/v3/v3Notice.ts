import { createDecipheriv } from 'node:crypto'
import { parseInput, v3Envelope, v3PaymentNotice, v3RefundNotice } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { asHttpNotice, type ParsedNotice } from '../notice.ts'
import type { V3Account } from './v3Account.ts'
import { provenBy } from './v3Signature.ts'

/** Bytes of the seal at the end of what is sealed (AES-256-GCM). */
const tagBytes = 16

/**
 * Reads a notice of API v3: its signature and time first, then its seal, then whose money it is about.
 * @param now ms
 */
export function parseV3Notice(raw: unknown, account: V3Account, now: number): ParsedNotice {
  const notice = asHttpNotice(raw)
  const proof = provenBy(notice, account, now)
  if (proof !== 'proven') return { kind: 'refused', reason: proof }
  try {
    const { event_type: type, resource } = parseInput(v3Envelope, JSON.parse(notice.body))
    const content = JSON.parse(unseal(resource, account.apiV3Key))
    if (type === 'TRANSACTION.SUCCESS') return payment(content, account)
    return type.startsWith('REFUND.') ? refund(content, account) : { kind: 'nothing' }
  } catch (error) {
    if (error instanceof Refusal || error instanceof SyntaxError) return { kind: 'refused', reason: 'malformed' }
    if (error instanceof SealBroken) return { kind: 'refused', reason: 'signature' }
    throw error
  }
}

function payment(content: unknown, { mchId, appId }: V3Account): ParsedNotice {
  const notice = parseInput(v3PaymentNotice, content)
  if (notice.mchid !== mchId || notice.appid !== appId) return { kind: 'refused', reason: 'merchant' }
  return {
    kind: 'payment',
    fact: {
      outTradeNo: notice.out_trade_no,
      transactionId: notice.transaction_id,
      totalFee: notice.amount.total,
      payer: notice.payer.openid,
    },
  }
}

function refund(content: unknown, { mchId }: V3Account): ParsedNotice {
  const notice = parseInput(v3RefundNotice, content)
  if (notice.mchid !== mchId) return { kind: 'refused', reason: 'merchant' }
  return {
    kind: 'refund',
    fact: {
      outTradeNo: notice.out_trade_no,
      refundId: notice.out_refund_no,
      refundFen: notice.amount.refund,
      state: notice.refund_status === 'SUCCESS' ? 'done' : 'failed',
    },
  }
}

class SealBroken extends Error {}

interface Sealed {
  ciphertext: string
  associated_data?: string | undefined
  nonce: string
}

/** @throws SealBroken when it was not sealed with our key, or was changed */
function unseal({ ciphertext, associated_data: associated = '', nonce }: Sealed, key: string): string {
  try {
    const sealed = Buffer.from(ciphertext, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(associated)).setAuthTag(sealed.subarray(-tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new SealBroken('the seal of a notice is broken', { cause: error })
  }
}
