/** The merchant that the simulated WeChat Pay API v3 knows; made up. */
export const V3_MERCHANT = {
  mchId: '1900000209',
  /** Serial number of the merchant's API certificate. */
  serialNo: '444F4864EA9B34415E4DC3A1F1F3C2A1D0B5A7E9',
  /** Id of the platform's public key, which stands in place of a certificate's serial number. */
  publicKeyId: 'PUB_KEY_ID_0119000002092026112200000000000001',
} as const
