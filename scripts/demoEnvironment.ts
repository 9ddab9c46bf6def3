import { randomBytes } from 'node:crypto'
import { makePayKeys } from '@yundian/emulator'
import { shortKeyOf } from '../platform/pay/shortKey.ts'

/** Values for the placeholders of cloudbaserc.json in the demo; a real restaurant has its own in `.env`. */
export const demoEnvironment = {
  SUB_MCH_ID: '1900000109',
  READY_TEMPLATE_ID: 'orderReady',
  LATE_TEMPLATE_ID: 'orderLate',
  REFUND_TEMPLATE_ID: 'moneyBack',
  QUEUE_TEMPLATE_ID: 'tableCalled',
  /** Signs the codes on the tables: those of an earlier start are no longer believed. */
  TABLE_KEY: randomBytes(24).toString('hex'),
}

/** The merchant's keys at the simulated platforms, in the form in which those of API v3 and of Alipay fit into one function. */
export async function demoKeys(): Promise<Record<string, string>> {
  const key = shortKeyOf((await makePayKeys()).merchant.privateKey)
  return { WECHATPAY_PRIVATE_KEY: key, ALIPAY_PRIVATE_KEY: key }
}
