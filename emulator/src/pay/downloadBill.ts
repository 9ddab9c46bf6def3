import { gzipSync } from 'node:zlib'
import { beijingDigits, parseBeijingDigits } from './beijingTime.ts'
import { optionalText, requiredText } from './fields.ts'
import { BILL_KEPT_MS, BILL_READY_AFTER_MS } from './limits.ts'
import { PLATFORM } from './merchant.ts'
import { BILL_TYPES, tradeBill } from './tradeBill.ts'
import type { PayApiContext } from './wxPayApi.ts'

/**
 * `downloadBill`: the merchant's trade bill of one day, as bytes (compressed when `tar_type` is GZIP). A failure has no
 * business part: `return_code` FAIL with the text of the v2 page.
 * @throws PayRefusal PARAM_ERROR
 */
export async function downloadBill(
  fields: Record<string, unknown>,
  { payments, project, clock }: Pick<PayApiContext, 'payments' | 'project' | 'clock'>,
): Promise<Buffer | Record<string, unknown>> {
  const merchant = requiredText(fields, 'sub_mch_id')
  const day = requiredText(fields, 'bill_date')
  const start = parseBeijingDigits(`${day}000000`)
  const type = BILL_TYPES.find((candidate) => candidate === (optionalText(fields, 'bill_type') ?? 'ALL'))
  const now = clock.now()
  if (type === undefined) return failed('invalid bill_type', '20003')
  if (start === undefined || !beijingDigits(start).startsWith(day) || start > now) {
    return failed('invalid bill_date', '20003')
  }
  if (now < start + BILL_READY_AFTER_MS) return failed('Bill Creating', '20002')
  await payments.book.settled()
  const orders = now > start + BILL_KEPT_MS ? [] : payments.book.all().filter(({ subMchId }) => subMchId === merchant)
  const bill = tradeBill(orders, { day, type, now, appId: project.appId, mchId: PLATFORM.mchId })
  if (bill === undefined) return failed('No Bill Exist', '20002')
  return optionalText(fields, 'tar_type') === 'GZIP' ? gzipSync(bill) : Buffer.from(bill)
}

const failed = (return_msg: string, error_code: string) => ({ return_code: 'FAIL', return_msg, error_code })
