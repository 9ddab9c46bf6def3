/** The merchant that the simulated Alipay knows; made up. */
export const ALIPAY_ACCOUNT = {
  appId: '2021000000000001',
  sellerId: '2088000000000011',
} as const
