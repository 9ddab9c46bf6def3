/** A merchant's account at Alipay. */
export interface AlipayAccount {
  gateway: string
  appId: string
  sellerId: string
  /** The app's private key: PEM, the bare base64 of PKCS#8, or the short form of `shortKey.ts`. */
  privateKey: string
  /** Bare base64. */
  alipayPublicKey: string
  /** Where Alipay tells of payments. */
  notifyUrl: string
}

const publicGateway = 'https://openapi.alipay.com/gateway.do'

/** The account that the environment names, or undefined when it names none. */
export function alipayAccount(env: Record<string, string | undefined>): AlipayAccount | undefined {
  const { ALIPAY_APP_ID: appId, ALIPAY_SELLER_ID: sellerId, ALIPAY_PRIVATE_KEY: privateKey } = env
  const { ALIPAY_PUBLIC_KEY: alipayPublicKey, HTTP_URL: httpUrl } = env
  if (!appId || !sellerId || !privateKey || !alipayPublicKey || !httpUrl) return undefined
  const gateway = env.ALIPAY_GATEWAY || publicGateway
  return { gateway, appId, sellerId, privateKey, alipayPublicKey, notifyUrl: `${httpUrl}/pay/alipay` }
}
