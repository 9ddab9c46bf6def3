import { createSign, createVerify, type KeyObject, randomBytes } from 'node:crypto'
import { V3_MERCHANT } from './merchant.ts'
import { V3Error } from './v3Error.ts'

/** How far a request's timestamp may be from the platform's clock. Source: the v3 rules for signing requests. */
const TIMESTAMP_TOLERANCE_MS = 5 * 60_000
const SCHEME = 'WECHATPAY2-SHA256-RSA2048'

export interface SignedRequest {
  method: string
  /** Path and query, as sent. */
  target: string
  authorization: string | undefined
  body: string
}

/**
 * Proves that our merchant sent a request: `Authorization: WECHATPAY2-SHA256-RSA2048 mchid="…",…` signs the method, the
 * target, the time, the nonce and the body, each followed by a line feed.
 * @throws V3Error SIGN_ERROR
 */
export function verifyRequest({ method, target, authorization, body }: SignedRequest, key: KeyObject, now: number) {
  const [scheme, parameters = ''] = (authorization ?? '').split(/ (.*)/s)
  if (scheme !== SCHEME) throw signError('Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》')
  const given = Object.fromEntries(
    Array.from(parameters.matchAll(/(\w+)="([^"]*)"/g), ([, name, value]) => [name, value]),
  )
  const { mchid, serial_no: serialNo, nonce_str: nonce = '', timestamp = '', signature = '' } = given
  if (mchid !== V3_MERCHANT.mchId) throw signError('商户号不存在')
  if (serialNo !== V3_MERCHANT.serialNo) throw signError('商户证书序列号有误')
  if (!(Math.abs(Number(timestamp) * 1000 - now) <= TIMESTAMP_TOLERANCE_MS)) {
    throw signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟')
  }
  const verifier = createVerify('RSA-SHA256').update(`${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`)
  if (!verifier.verify(key, signature, 'base64')) throw signError('签名错误，请检查后再试')
}

/** The headers that prove an answer or a notice to be the platform's. */
export function platformHeaders(body: string, key: KeyObject, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000))
  const nonce = randomBytes(16).toString('hex')
  return {
    'Request-ID': randomBytes(16).toString('hex').toUpperCase(),
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': V3_MERCHANT.publicKeyId,
    'Wechatpay-Signature-Type': SCHEME,
    'Wechatpay-Signature': createSign('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`).sign(key, 'base64'),
  }
}

const signError = (message: string) => new V3Error(401, 'SIGN_ERROR', message)
