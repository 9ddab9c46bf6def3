import { makePayKeys } from '@yundian/emulator'
import { shortKeyOf } from '../platform/pay/shortKey.ts'

/** Values for the placeholders of cloudbaserc.json in the demo; a real restaurant has its own in `.env`. */
export const demoEnvironment = {
  SUB_MCH_ID: '1900000109',
  READY_TEMPLATE_ID: 'orderReady',
  LATE_TEMPLATE_ID: 'orderLate',
  QUEUE_TEMPLATE_ID: 'tableCalled',
  TABLE_KEY: 'signs the table codes of the demo',
}

/** The merchant's keys at the simulated platforms, in the form in which those of API v3 and of Alipay fit into one function. */
export async function demoKeys(): Promise<Record<string, string>> {
  const key = shortKeyOf((await makePayKeys()).merchant.privateKey)
  return { WECHATPAY_PRIVATE_KEY: key, ALIPAY_PRIVATE_KEY: key }
}
