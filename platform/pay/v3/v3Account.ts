import type { KeyObject } from 'node:crypto'
import { privateKeyOf, publicKeyOf } from '../keys.ts'

/** A merchant's account at WeChat Pay API v3. */
export interface V3Account {
  /** Where the API is reached: the platform's own address, or a local cloud's. */
  api: string
  appId: string
  mchId: string
  /** Serial number of the merchant's API certificate. */
  serialNo: string
  privateKey: KeyObject
  /** 32 bytes */
  apiV3Key: string
  /** Id of the platform's public key, or serial number of its certificate. */
  platformKeyId: string
  platformKey: KeyObject
  /** Where the platform tells of payments and refunds. */
  notifyUrl: string
}

const publicApi = 'https://api.mch.weixin.qq.com'

/**
 * The account that the environment names, or undefined when it names none.
 * @throws Error when it names one and its keys cannot be read
 */
export function v3Account(env: Record<string, string | undefined>): V3Account | undefined {
  const { WECHATPAY_MCH_ID: mchId, WECHATPAY_PRIVATE_KEY: privateKey, WECHATPAY_PUBLIC_KEY: publicKey } = env
  const { WECHATPAY_API_V3_KEY: apiV3Key, WECHATPAY_APP_ID: appId, HTTP_URL: httpUrl } = env
  if (!mchId || !privateKey || !publicKey || !apiV3Key || !appId || !httpUrl) return undefined
  return {
    api: env.WECHATPAY_API || publicApi,
    appId,
    mchId,
    serialNo: env.WECHATPAY_SERIAL_NO ?? '',
    privateKey: privateKeyOf(privateKey),
    apiV3Key,
    platformKeyId: env.WECHATPAY_PUBLIC_KEY_ID ?? '',
    platformKey: publicKeyOf(publicKey),
    notifyUrl: `${httpUrl}/pay/wechat`,
  }
}
