interface CallResult {
  returnCode: string
  returnMsg?: string
  resultCode: string
  errCodeDes?: string
  [field: string]: unknown
}

/** The part of wx-server-sdk that we use; its own types leave these calls out. */
export interface WechatCloud {
  init(options: { env?: unknown }): void
  DYNAMIC_CURRENT_ENV: unknown
  cloudPay: Record<
    'unifiedOrder' | 'micropay' | 'queryOrder' | 'closeOrder' | 'reverse' | 'refund' | 'queryRefund' | 'downloadBill',
    (parameters: Record<string, unknown>) => Promise<CallResult>
  >
  openapi: {
    subscribeMessage: { send(message: Record<string, unknown>): Promise<{ errCode: number; errMsg: string }> }
  }
}

/** Gives the SDK when it is needed. */
export type OpenWechat = () => Promise<Pick<WechatCloud, 'cloudPay' | 'openapi'>>

let opened: Promise<WechatCloud> | undefined

/** Loads wx-server-sdk when WeChat itself is needed: most calls never do, and loading it is most of a cold start. */
export function wechat(): Promise<WechatCloud> {
  opened ??= import('wx-server-sdk').then((module) => {
    const cloud = (module.default ?? module) as unknown as WechatCloud
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
    return cloud
  })
  return opened
}
