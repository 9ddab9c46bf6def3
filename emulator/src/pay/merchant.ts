/**
 * Who stands between the merchant and the pay platform: with cloudPay, CloudBase is the service provider, and the
 * merchant is its sub-merchant. These are made up; a merchant must not depend on them.
 */
export const PLATFORM = {
  appId: 'wx00000000000000aa',
  mchId: '1900000000',
  /** The payer as the service provider's app knows them, on purpose not the mini-program's openid. */
  openid: 'payer-of-the-provider',
  bankType: 'OTHERS',
} as const
