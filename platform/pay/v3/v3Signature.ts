import { createSign, createVerify } from 'node:crypto'
import type { V3Account } from './v3Account.ts'

/** Source: the v3 rules for signing and for verifying (WECHATPAY2-SHA256-RSA2048). */
const scheme = 'WECHATPAY2-SHA256-RSA2048'

/** What is older, or further ahead, is refused: a recorded notice or answer must not be believed again. */
const freshMs = 5 * 60_000

interface Request {
  method: string
  /** Path and query. */
  target: string
  body: string
}

/** The `Authorization` header of a request. @param now ms @param nonce random, at most 32 characters */
export function authorization(request: Request, account: V3Account, now: number, nonce: string): string {
  const timestamp = String(Math.floor(now / 1000))
  const { method, target, body } = request
  const fields = {
    mchid: account.mchId,
    nonce_str: nonce,
    signature: signLines([method, target, timestamp, nonce, body], account),
    timestamp,
    serial_no: account.serialNo,
  }
  const parameters = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
  return `${scheme} ${parameters.join(',')}`
}

/** RSA-SHA256 over the lines, each ended by a line feed, in base64. */
export function signLines(lines: readonly string[], { privateKey }: V3Account): string {
  return createSign('RSA-SHA256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .sign(privateKey, 'base64')
}

/**
 * Whether an answer or a notice is the platform's own, and new (A9).
 * @param headers by names in lower case
 */
export function provenBy(
  { headers, body }: { headers: Record<string, string | undefined>; body: string },
  account: V3Account,
  now: number,
): 'proven' | 'signature' | 'stale' {
  const { 'wechatpay-timestamp': timestamp = '', 'wechatpay-nonce': nonce = '' } = headers
  const { 'wechatpay-signature': signature = '', 'wechatpay-serial': keyId } = headers
  if (keyId !== account.platformKeyId) return 'signature'
  const verifier = createVerify('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`)
  if (!verifier.verify(account.platformKey, signature, 'base64')) return 'signature'
  return Math.abs(Number(timestamp) * 1000 - now) <= freshMs ? 'proven' : 'stale'
}
