import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beijingDayStart } from '../beijingTime.ts'
import { PayRefusal } from '../businessAnswer.ts'
import { BILL_TYPES, tradeBill } from '../tradeBill.ts'
import { V3_MERCHANT } from './merchant.ts'
import type { V3Api, V3Call } from './v3Api.ts'
import { V3Error } from './v3Error.ts'

/** A day's bill is made by 10 o'clock in Beijing of the next day. Source: merchant/apis/jsapi-payment/get-trade-bill. */
const V3_BILL_READY_AFTER_MS = 34 * 3600 * 1000

/** `GET /v3/bill/tradebill`: where the bill is, and its hash, which is taken before it is compressed. */
export const askTradeBill: V3Api = async (call) => {
  const day = call.query.get('bill_date') ?? ''
  const type = call.query.get('bill_type') ?? 'ALL'
  const packing = call.query.get('tar_type')
  if (packing !== null && packing !== 'GZIP') throw new PayRefusal('PARAM_ERROR', 'tar_type is not GZIP')
  const text = billOf(call, day, type)
  const token = new URLSearchParams({ token: `${day}.${type}.${packing ?? ''}` })
  return {
    hash_type: 'SHA1',
    hash_value: createHash('sha1').update(text).digest('hex'),
    download_url: `${call.origin}/v3/billdownload/file?${token}`,
  }
}

/** `GET /v3/billdownload/file`: the bill itself, under no signature. */
export const downloadBill: V3Api = async (call) => {
  const [day = '', type = '', packing] = (call.query.get('token') ?? '').split('.')
  const text = billOf(call, day, type)
  return packing === 'GZIP' ? gzipSync(text) : Buffer.from(text)
}

function billOf({ payments, clock, appId }: V3Call, date: string, type: string): string {
  const billType = BILL_TYPES.find((known) => known === type)
  const start = beijingDayStart(date)
  if (billType === undefined || start === undefined)
    throw new PayRefusal('PARAM_ERROR', 'no such bill_date or bill_type')
  const now = clock.now()
  if (now < start + V3_BILL_READY_AFTER_MS) throw new V3Error(400, 'STATEMENT_CREATING', '账单生成中，请稍后再试')
  const request = { day: date.replaceAll('-', ''), type: billType, now, appId, mchId: V3_MERCHANT.mchId }
  const text = tradeBill(payments.bookOf('wechatV3').all(), request)
  if (text === undefined) throw new V3Error(400, 'NO_STATEMENT_EXIST', '请求的账单文件不存在')
  return text
}
