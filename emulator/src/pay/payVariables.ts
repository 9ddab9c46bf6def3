import { ALIPAY_ACCOUNT } from './alipay/account.ts'
import { type PayKeys, privateKeyLine, publicKeyLine } from './payKeys.ts'
import { V3_MERCHANT } from './v3/merchant.ts'

/** Names of the variables that a project may use in cloudbaserc.json to reach the simulated pay platforms. */
const NAMES = [
  'WECHATPAY_API',
  'WECHATPAY_APP_ID',
  'WECHATPAY_MCH_ID',
  'WECHATPAY_SERIAL_NO',
  'WECHATPAY_PRIVATE_KEY',
  'WECHATPAY_API_V3_KEY',
  'WECHATPAY_PUBLIC_KEY_ID',
  'WECHATPAY_PUBLIC_KEY',
  'ALIPAY_GATEWAY',
  'ALIPAY_APP_ID',
  'ALIPAY_SELLER_ID',
  'ALIPAY_PRIVATE_KEY',
  'ALIPAY_PUBLIC_KEY',
] as const

export type PayVariables = Record<(typeof NAMES)[number], string>

/** Values for a cloud without simulated pay platforms beside cloudPay: all empty, which a project takes for "not connected". */
export function noPayVariables(): PayVariables {
  return Object.fromEntries(NAMES.map((name) => [name, ''])) as PayVariables
}

/** What connects a project to the simulated platforms of the cloud at `url`; keys are one line of base64 each. */
export function payVariables(url: string, appId: string, keys: PayKeys): PayVariables {
  return {
    WECHATPAY_API: url,
    WECHATPAY_APP_ID: appId,
    WECHATPAY_MCH_ID: V3_MERCHANT.mchId,
    WECHATPAY_SERIAL_NO: V3_MERCHANT.serialNo,
    WECHATPAY_PRIVATE_KEY: privateKeyLine(keys.merchant),
    WECHATPAY_API_V3_KEY: keys.apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: V3_MERCHANT.publicKeyId,
    WECHATPAY_PUBLIC_KEY: publicKeyLine(keys.platform),
    ALIPAY_GATEWAY: `${url}/gateway.do`,
    ALIPAY_APP_ID: ALIPAY_ACCOUNT.appId,
    ALIPAY_SELLER_ID: ALIPAY_ACCOUNT.sellerId,
    ALIPAY_PRIVATE_KEY: privateKeyLine(keys.merchant),
    ALIPAY_PUBLIC_KEY: publicKeyLine(keys.platform),
  }
}
